extension ModelMapLayout {
    func surface() -> Surface {
        var figure = Surface(
            width: stacks.count * (stackWidth + gap) - (stacks.isEmpty ? 0 : gap),
            height: height)
        drawLines(on: &figure)
        for placed in placed { draw(placed, on: &figure) }
        var surface = Surface(width: figure.width, height: Self.top + shownRows)
        surface.draw(figure, column: 0, row: Self.top - firstRow)
        for (index, stack) in stacks.enumerated() {
            let column = index * (stackWidth + gap)
            surface.fill(column: column, row: 0, count: stackWidth + gap, style: .plain)
            surface.put(
                stack.rawValue.truncated(to: stackWidth), column: column, row: 0, style: .bold)
        }
        return surface
    }

    // MARK: - Blocks

    private func draw(_ placed: Placed, on surface: inout Surface) {
        let frame = placed.frame
        switch placed.item {
        case .block(let index): draw(blocks[index], frame, on: &surface)
        case .layerName(let layer):
            surface.put("layer \(layer)", column: frame.column + 2, row: frame.row, style: .dim)
        case .folded(let layer, let members):
            var block = blocks[members.lowerBound]
            let isDone = members.allSatisfy { blocks[$0].state == .done }
            block.title = "layer \(layer), \(members.count) parts"
            block.shortTitle = "layer \(layer)"
            block.state = isDone ? .done : .ahead
            block.hasResidual = false
            draw(block, frame, on: &surface)
        }
    }

    /// The state is told by the sign before the title, and by its style.
    private func draw(_ block: ModelMap.Block, _ frame: Frame, on surface: inout Surface) {
        let isBoxed = form == .boxes
        let row = frame.row + (isBoxed ? 1 : 0)
        let column = frame.column + (isBoxed ? 2 : 0)
        let (sign, style): (String, Style) =
            switch block.state {
            case .done: ("✓", .plain)
            case .here: ("»", Style(bold: true, reversed: true))
            case .ahead: ("·", .dim)
            }
        surface.put(sign, column: column, row: row, style: block.state == .here ? .bold : style)
        let end = surface.put(title(of: block), column: column + 2, row: row, style: style)
        guard block.hasResidual else { return }
        switch form {
        case .boxes:
            surface.put("◂", column: frame.column + frame.width - 2, row: row, style: .dim)
        case .open: surface.put("◂", column: end + 1, row: row, style: .dim)
        case .tight, .folded: surface.put("◂┘", column: end + 1, row: row, style: .dim)
        }
    }

    /// The title or the short one; what does not fit is cut.
    private func title(of block: ModelMap.Block) -> String {
        // The sign and a blank; then the sides of the box, or the end of the residual line.
        let around = 2 + (form == .boxes ? 6 : block.hasResidual ? 3 : 0)
        let room = max(stackWidth - around, 0)
        return block.title.displayWidth <= room
            ? block.title : block.shortTitle.truncated(to: room)
    }

    // MARK: - Lines

    private func drawLines(on surface: inout Surface) {
        var wires = Wires(width: surface.width, height: surface.height)
        for placed in placed {
            let frame = placed.frame
            guard case .block(let index) = placed.item else { continue }
            if form == .boxes { box(frame, &wires) }
            if blocks[index].hasResidual { residual(frame, blocks[index], &wires) }
        }
        drawCrossing(&wires)
        wires.draw(on: &surface)
        drawArrows(on: &surface)
    }

    /// Where the values run from block to block.
    private func streamColumn(_ frame: Frame) -> Int {
        frame.column + (form == .boxes ? max(frame.width - 3, 0) / 2 : 0)
    }

    /// The stream beside the names of layers, and the arrows to the blocks that read the encoder.
    private func drawArrows(on surface: inout Surface) {
        for placed in placed {
            let frame = placed.frame
            if case .layerName = placed.item {
                surface.put("│", column: streamColumn(frame), row: frame.row, style: .dim)
            } else if placed.stack == .decoder && readsEncoder(placed.item) && stacks.count > 1 {
                surface.put("▸", column: frame.column - 2, row: wordRow(placed))
            }
        }
    }

    private func wordRow(_ placed: Placed) -> Int {
        placed.frame.row + (form == .boxes ? 1 : 0)
    }

    private func box(_ frame: Frame, _ wires: inout Wires) {
        let right = frame.column + max(frame.width - 3, 1)
        for row in [frame.row, frame.row + 2] {
            wires.horizontal(row: row, from: frame.column, to: right, style: .dim)
        }
        for column in [frame.column, right] {
            wires.vertical(column: column, from: frame.row, to: frame.row + 2, style: .dim)
        }
        wires.vertical(
            column: streamColumn(frame), from: frame.row + 2, to: frame.row + 4, style: .dim)
    }

    /// From below the block around it to its output.
    private func residual(_ frame: Frame, _ block: ModelMap.Block, _ wires: inout Wires) {
        let right = frame.column + frame.width - 1
        let (start, end) =
            form == .boxes ? (frame.row + 1, frame.row + 3) : (frame.row, frame.row + 1)
        switch form {
        case .boxes:
            wires.horizontal(row: start, from: right - 1, to: right, style: .dim)
        case .open:
            let title = title(of: block).displayWidth
            wires.horizontal(
                row: start, from: min(frame.column + title + 3, right), to: right, style: .dim)
            wires.vertical(column: frame.column, from: start, to: end + 1, style: .dim)
        case .tight, .folded: return
        }
        wires.vertical(column: right, from: start, to: end, style: .dim)
        wires.horizontal(row: end, from: streamColumn(frame), to: right, style: .dim)
    }

    /// From the encoder's top to every block that reads it.
    private func drawCrossing(_ wires: inout Wires) {
        guard
            let top = placed.filter({ $0.stack == .encoder }).map(\.frame).min(by: {
                $0.row < $1.row
            })
        else { return }
        let bus = top.column + top.width + gap - 4
        let start = top.row - 1
        let readers = placed.filter { $0.stack == .decoder && readsEncoder($0.item) }
        guard !readers.isEmpty else { return }
        wires.horizontal(row: start, from: streamColumn(top), to: bus)
        wires.vertical(column: streamColumn(top), from: start, to: top.row)
        for reader in readers {
            let row = wordRow(reader)
            wires.vertical(column: bus, from: start, to: row)
            wires.horizontal(row: row, from: bus, to: bus + 1)
        }
    }

    private func readsEncoder(_ item: Item) -> Bool {
        switch item {
        case .block(let index): return blocks[index].readsEncoder
        case .folded(_, let members): return members.contains { blocks[$0].readsEncoder }
        case .layerName: return false
        }
    }
}
