import Guide
import Tracing

/// A list beside the stage that has the keys while it is open.
struct Panel: Sendable {
    enum Kind: Sendable, Hashable {
        case whereFrom, whereTo, whatIf, lenses, ledger, help
    }

    let kind: Kind
    var selected = 0
    /// The rows that were opened, by their place in the tree.
    var opened: Set<[Int]> = []
    fileprivate(set) var rows: [PanelRow] = []
    /// What the rows were made for.
    private var occasion: Occasion?

    init(kind: Kind) { self.kind = kind }

    /// Everything that the rows depend on.
    private struct Occasion: Hashable {
        let cell: Cell
        let opened: Set<[Int]>
        let changes: [WhatIf]
        let version: Version
        let sentence: String
        let isPlaying: Bool
        let hasTrail: Bool
    }

    /// Makes the rows anew if something has changed: some of them take milliseconds.
    fileprivate mutating func refresh(for walk: Walk) {
        let now = Occasion(
            cell: walk.gaze.cell, opened: opened, changes: walk.changes.list,
            version: walk.version, sentence: walk.subject.sentence, isPlaying: walk.isPlaying,
            hasTrail: !walk.trail.isEmpty)
        guard now != occasion else { return }
        let chosen = rows.indices.contains(selected) ? rows[selected].id : nil
        let isSameCell = occasion?.cell == now.cell
        occasion = now
        rows = walk.rows(of: kind)
        if isSameCell, let place = rows.firstIndex(where: { $0.id == chosen }) { selected = place }
        selected = min(max(selected, 0), max(rows.count - 1, 0))
    }
}

/// One line of a panel.
struct PanelRow: Sendable {
    /// What Enter does on it.
    enum Action: Sendable {
        case follow(Cell)
        /// Looks at another event.
        case look(Int)
        case open
        case change(WhatIf)
        /// One of the changes that were made, by its place in their list.
        case takeBack(Int)
        case ask(Prompt.Purpose)
        case compareWithModel(String)
    }

    /// The place in the tree: which term of the cell, which factor of the term, and so on.
    var id: [Int]
    let text: String
    /// Nil where there is nothing to open.
    var isOpen: Bool?
    var action: Action?
    var isTitle = false
    /// Whether it is a remark, to be broken into as many lines as it needs.
    var isNote = false
    /// How much of the whole it is, from -1 to 1, for a bar.
    var share: Float?
}

extension PanelRow {
    /// The same row at another place of the tree.
    func at(_ id: [Int]) -> PanelRow {
        var row = self
        row.id = id
        return row
    }
}

extension Walk {
    mutating func toggle(_ kind: Panel.Kind) {
        panel = panel?.kind == kind ? nil : Panel(kind: kind)
        if kind == .whereFrom || kind == .whereTo { depth = max(depth, .steps) }
    }

    /// To be called after every change of the state.
    mutating func refreshPanel() {
        guard var panel else { return }
        panel.refresh(for: self)
        self.panel = panel
    }

    fileprivate func rows(of kind: Panel.Kind) -> [PanelRow] {
        switch kind {
        case .whereFrom: whereFromRows
        case .whereTo: whereToRows
        case .help: helpRows
        case .whatIf: whatIfRows
        case .lenses: lensRows
        case .ledger: ledgerRows
        }
    }

    /// Takes the commands that move in the panel; false for any other.
    mutating func performInPanel(_ command: Command) -> Bool {
        guard var panel else { return false }
        let rows = panel.rows
        let page = max(place.height / 3, 1)
        switch command {
        case .up: panel.selected -= 1
        case .down: panel.selected += 1
        case .pageUp: panel.selected -= page
        case .pageDown: panel.selected += page
        case .first: panel.selected = 0
        case .last: panel.selected = rows.count
        case .goOut:
            self.panel = nil
            return true
        case .stepOn, .stepBack:
            guard rows.indices.contains(panel.selected) else { return true }
            let row = rows[panel.selected]
            if command == .stepOn, row.isOpen == false { panel.opened.insert(row.id) }
            if command == .stepBack { close(row, rows, in: &panel) }
        case .goIn:
            guard rows.indices.contains(panel.selected) else { return true }
            let row = rows[panel.selected]
            switch row.action {
            case .follow(let cell):
                self.panel = Panel(kind: panel.kind)
                follow(cell)
                return true
            case .look(let event):
                trail.append(gaze.cell)
                look(at: event)
            case .open: panel.opened.formSymmetricDifference([row.id])
            case .ask(let purpose): prompt = Prompt(purpose, text: "")
            case .change(let change): attempt { $0.toggle(change) }
            case .compareWithModel(let name):
                do { try compare(withModel: name) } catch { message = String(describing: error) }
            case .takeBack(let index): attempt { $0.remove(at: index) }
            case nil: break
            }
        default: return false
        }
        panel.selected = min(max(panel.selected, 0), max(rows.count - 1, 0))
        self.panel = panel
        return true
    }

    /// Makes a change, or says why it cannot be made.
    mutating func attempt(_ edit: (inout Changes) -> Void) {
        do {
            try change(edit)
        } catch {
            message = String(describing: error)
        }
    }

    /// Closes a row, or goes to the one that it belongs to.
    private func close(_ row: PanelRow, _ rows: [PanelRow], in panel: inout Panel) {
        if row.isOpen == true {
            panel.opened.remove(row.id)
        } else if let parent = rows.firstIndex(where: { $0.id == Array(row.id.dropLast()) }) {
            panel.selected = parent
        }
    }
}
