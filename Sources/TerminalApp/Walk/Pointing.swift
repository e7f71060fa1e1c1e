import Drawing
import Tracing

// The mouse points where the keys would go.
extension Walk {
    mutating func handle(_ mouse: Mouse) {
        guard prompt == nil else { return }
        switch mouse.action {
        case .wheelUp: perform(.up)
        case .wheelDown: perform(.down)
        case .press: press(column: mouse.column, row: mouse.row)
        }
    }

    private mutating func press(column: Int, row: Int) {
        let regions = Regions(of: self, in: place)
        isPlaying = false
        if let (column, row) = regions.map.local(column, row) {
            let layout = map.layout(width: regions.map.width, height: regions.map.height)
            if let block = layout.block(column: column, row: row) {
                look(at: outline.blocks[mapBlocks[block]].events[0])
            }
        } else if let (column, row) = regions.stage.local(column, row) {
            pressStage(regions.stage, column: column, row: row)
        } else if let (_, row) = regions.panel.local(column, row), let panel {
            let view = PanelView(walk: self, panel: panel)
            if let selected = view.row(
                at: row, width: regions.panel.width, height: regions.panel.height)
            {
                self.panel?.selected = selected
            }
        }
    }

    /// A press on a cell of the result looks at it; on a cell of an operand, follows it there.
    private mutating func pressStage(_ frame: Frame, column: Int, row: Int) {
        guard picture == .equation, version != .difference else { return }
        let view = StageView(walk: self)
        let scene = Scene(of: gaze.cell, in: trace)
        let layout = view.equation.layout(
            width: frame.width, height: frame.height, depth: place.depth)
        guard let hit = layout.hit(column: column, row: row), var cell = hit.cell else { return }
        let part = scene.parts[hit.operand]
        if part.event == event.id, let order = columnOrder { cell.column = order[cell.column] }
        let target = Cell(
            event: part.event, index: part.index(row: cell.row, column: cell.column))
        if part.event == event.id {
            gaze.look(at: target, of: trace)
        } else {
            follow(target)
        }
    }
}

extension Frame {
    /// A place of the screen as seen from the frame; nil outside.
    fileprivate func local(_ column: Int, _ row: Int) -> (column: Int, row: Int)? {
        contains(column: column, row: row) ? (column - self.column, row - self.row) : nil
    }
}
