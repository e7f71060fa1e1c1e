import Decoding
import Drawing
import Guide
import Tracing

extension Walk {
    /// What was changed, what can be changed here, and what can be changed anywhere.
    var whatIfRows: [PanelRow] {
        var groups: [(title: String, isOpen: Bool, rows: [PanelRow])] = []
        if !changes.isEmpty { groups.append(("Changed (Enter takes one back)", true, madeRows)) }
        groups.append(("This number", true, numberRows))
        groups.append(("This part of the model", true, menu(localSwitches)))
        if !subject.reading.tokens.isEmpty { groups.append(("The sentence", true, sentenceRows)) }
        groups.append(("Compare with", true, rivalRows))
        groups.append(("The whole model", true, menu(globalSwitches) + temperatureRows))
        groups.append(("Any head, residual connection, norm or part", false, menu(otherSwitches)))
        // What is chosen stays chosen, and open what was opened, when the list of changes comes and goes.
        let first = changes.isEmpty ? 0 : -1
        return zip(first..., groups).flatMap { place, group in
            let isOpen = group.isOpen != (panel?.opened.contains([place]) ?? false)
            let title = PanelRow(
                id: [place], text: group.title, isOpen: isOpen, action: .open, isTitle: true)
            let rows = group.rows.enumerated().map { $1.at([place, $0]) }
            return isOpen ? [title] + rows : [title]
        }
    }

    private var madeRows: [PanelRow] {
        changes.list.enumerated().map { index, change in
            PanelRow(id: [], text: "[x] \(change.name)", action: .takeBack(index))
        }
    }

    /// For one cell, for its row, its column and for all cells, as far as these differ.
    private var numberRows: [PanelRow] {
        let isMask = event.op.unedited is Mask
        let isOpen = trace.value(of: event.id)[gaze.cell.index] == 0
        return scopes.flatMap { scope in
            let cells = WhatIf.Cells(Selection(event: event, cells: scope.cells))
            let ask = PanelRow(
                id: [], text: "    \(scope.name) = …", action: .ask(.value(cells)))
            if isMask {
                let change = WhatIf.sight(cells, isOpen: !isOpen)
                return [item(change, (isOpen ? "hide " : "open ") + scope.sight), ask]
            }
            return [ask, item(.set(cells, to: 0), "\(scope.name) = 0")]
        }
    }

    private struct Scope {
        let name: String
        /// What it is in a mask.
        let sight: String
        let cells: [Int?]
    }

    private var scopes: [Scope] {
        let index = gaze.cell.index.map(Optional.some)
        var scopes = [
            Scope(name: "this number", sight: "this key from this query", cells: index)
        ]
        guard let column = index.indices.last else { return scopes }
        if column > 0 {
            var cells = index
            cells[column] = nil
            scopes.append(Scope(name: "this row", sight: "all keys from this query", cells: cells))
            cells = index
            cells[column - 1] = nil
            scopes.append(
                Scope(name: "this column", sight: "this key from all queries", cells: cells))
        }
        scopes.append(
            Scope(
                name: "all numbers of this step", sight: "all keys from all queries",
                cells: index.map { _ in nil }))
        return scopes
    }

    private var sentenceRows: [PanelRow] {
        let words = subject.reading.tokens.map(\.label)
        var rows = [
            PanelRow(
                id: [], text: "    let it read another sentence …", action: .ask(.otherSentence))
        ]
        let isText = subject.reading.tokens.map { !$0.isSpecial }
        if let word = sourceWord, word + 1 < words.count, isText[word], isText[word + 1] {
            rows.append(
                PanelRow(
                    id: [], text: "    swap “\(words[word])” and “\(words[word + 1])”",
                    action: .change(.swap(word, word + 1))))
        }
        rows.append(
            PanelRow(
                id: [], text: "    all words in the opposite order",
                action: .change(.reversed(isText))))
        return rows
    }

    private var rivalRows: [PanelRow] {
        services.otherModels.map {
            PanelRow(id: [], text: "    the model \($0)", action: .compareWithModel($0))
        } + [
            PanelRow(
                id: [], text: "    the run of another sentence …", action: .ask(.rivalSentence))
        ]
    }

    /// The source word whose row is looked at.
    private var sourceWord: Int? {
        let labels = subject.reading.tokens.map(\.label)
        return zip(event.axes, gaze.cell.index).first {
            ($0.0.name == "query" || $0.0.name == "position") && $0.0.labels == labels
        }?.1
    }

    private var temperatureRows: [PanelRow] {
        [
            PanelRow(
                id: [], text: "    temperature of the attention …",
                action: .ask(.attentionTemperature)),
            PanelRow(
                id: [], text: "    temperature of the output …", action: .ask(.outputTemperature)),
        ]
    }

    private func menu(_ all: [WhatIf]) -> [PanelRow] {
        all.map { item($0, $0.name) }
    }

    private func item(_ change: WhatIf, _ text: String) -> PanelRow {
        PanelRow(
            id: [], text: "[\(changes.contains(change) ? "x" : " ")] \(text)",
            action: .change(change))
    }

    private var switches: [WhatIf] {
        let all = WhatIf.switches(of: subject.trace)
        // Another order of the norms is another computation, which only heed's own models have.
        let isOwn = subject.experiment != nil || subject.workbench != nil
        return isOwn ? all : all.filter { $0 != .normsBefore }
    }

    /// Those that name the block that is looked at; of its heads, the one that is looked at.
    private var localSwitches: [WhatIf] {
        let block = outline.blocks[self.block].path
        return switches.filter {
            if case .headOff(let attention, let head) = $0 {
                return attention == block && event.axes.first?.name == "head"
                    && head == gaze.cell.index[0]
            }
            return $0.place == block
        }
    }

    private var globalSwitches: [WhatIf] { switches.filter { $0.place == nil } }
    private var otherSwitches: [WhatIf] { switches.filter { $0.place != nil } }
}

extension WhatIf {
    /// The part of the model that is changed; nil for all of it.
    fileprivate var place: String? {
        switch self {
        case .headOff(let part, _), .residualOff(let part?), .normOff(let part?),
            .partOff(let part),
            .futureHidden(let part):
            part
        default: nil
        }
    }
}
