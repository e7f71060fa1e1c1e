import Drawing
import Guide
import Tracing

extension Walk {
    /// How many terms of an operation are listed, the largest first.
    private static let mostTerms = 24

    /// The derivation of the cell as a tree: its terms, the numbers of a term, and their terms again,
    /// as far as they were opened.
    var whereFromRows: [PanelRow] { terms(of: gaze.cell, under: []) }

    private func terms(of cell: Cell, under id: [Int]) -> [PanelRow] {
        let explanation = trace.explain(cell, depth: 1, most: Walk.mostTerms)
        let whole = explanation.terms.reduce(Float(0)) { max($0, $1.contribution.magnitude) }
        var rows: [PanelRow] = []
        for (number, term) in explanation.terms.enumerated() {
            let id = id + [number]
            let share = whole > 0 ? term.contribution / whole : 0
            if term.factors.count == 1 {
                rows += factor(
                    term.factors[0], id: id, text: line(of: term),
                    share: share.isFinite ? share : nil)
                continue
            }
            let isOpen = panel?.opened.contains(id) ?? false
            rows.append(
                PanelRow(id: id, text: line(of: term), isOpen: isOpen, action: .open, share: share))
            guard isOpen else { continue }
            for (place, number) in term.factors.enumerated() {
                rows += factor(
                    number, id: id + [place],
                    text: "\(number.value.short)  \(name(of: number.cell))",
                    share: nil)
            }
        }
        if explanation.rest.count > 0 {
            rows.append(
                PanelRow(
                    id: id + [-1],
                    text:
                        "\(explanation.rest.contribution.short)  \(explanation.rest.count) more terms together"
                ))
        }
        return rows
    }

    /// One number that was read, and below it what it was made of, if it was opened.
    private func factor(
        _ explanation: Explanation, id: [Int], text: String, share: Float?
    ) -> [PanelRow] {
        let isLeaf = trace.events[explanation.cell.event].inputs.isEmpty
        let isOpen = panel?.opened.contains(id) ?? false
        let row = PanelRow(
            id: id, text: text, isOpen: isLeaf ? nil : isOpen, action: .follow(explanation.cell),
            share: share)
        return isOpen && !isLeaf ? [row] + terms(of: explanation.cell, under: id) : [row]
    }

    /// The cells that read this one, those that it changes most first.
    var whereToRows: [PanelRow] {
        let effects = trace.effects(of: gaze.cell, most: 40)
        let whole = effects.reduce(Float(0)) { max($0, $1.change.magnitude) }
        return effects.enumerated().map { index, effect in
            return PanelRow(
                id: [index],
                text:
                    "\(effect.change.short)  of \(effect.value.short)  \(name(of: effect.cell))",
                action: .follow(effect.cell),
                share: whole > 0 && effect.change.isFinite ? effect.change / whole : nil)
        }
    }

    private func name(of cell: Cell) -> String {
        CellName.short(cell, in: trace, within: Outline.block(of: event.path))
    }

    /// What a term adds, and the numbers that it is made of.
    private func line(of term: Explanation.Term) -> String {
        let names = term.factors.map { name(of: $0.cell) }.joined(separator: " × ")
        let numbers = term.factors.map(\.value.short).joined(separator: " × ")
        switch term.role {
        case .addend:
            return term.factors.count > 1
                ? "\(term.contribution.short) = \(numbers)  \(names)"
                : "\(term.contribution.short)  \(names)"
        case .numerator:
            return "above the line: exp → \((term.part ?? 0).short) from \(numbers)  \(names)"
        case .denominator:
            return "below the line: exp → \((term.part ?? 0).short) from \(numbers)  \(names)"
        case .divisor: return "divides: \(numbers)  \(names)"
        case .centre: return "measured from: \(numbers)  \(names)"
        case .index: return "chosen by: \(numbers)  \(names)"
        }
    }
}
