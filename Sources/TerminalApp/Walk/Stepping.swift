import Tracing

// Back and on, in and out: the same keys at every depth.
extension Walk {
    mutating func stepOn() { step(by: 1) }
    mutating func stepBack() { step(by: -1) }

    private mutating func step(by offset: Int) {
        switch depth {
        case .passes: goToPass(pass + offset)
        case .blocks: goToBlock(block + offset)
        case .steps: goToStep(stepNumber + offset)
        case .cells: moveAcross(by: offset)
        }
    }

    /// Along the columns in the order in which they are shown.
    private mutating func moveAcross(by offset: Int) {
        let axis = event.axes.count - 1
        guard let order = columnOrder, let place = order.firstIndex(of: gaze.cell.index[axis])
        else { return gaze.move(axis: axis, by: offset, in: trace) }
        let next = order[min(max(place + offset, 0), order.count - 1)]
        gaze.move(axis: axis, by: next - gaze.cell.index[axis], in: trace)
    }

    /// The columns of the row that is looked at, the largest first; nil where they stand in their
    /// own order.
    var columnOrder: [Int]? {
        guard look.isSorted, event.axes.count > 1 else { return nil }
        let numbers = trace.value(of: event.id).row(at: gaze.cell.index.dropLast())
        return numbers.indices.sorted {
            numbers[$0] == numbers[$1] ? $0 < $1 : numbers[$0] > numbers[$1]
        }
    }

    /// The place of the event in the order of the steps, from 0. A parameter, which is no step, counts
    /// as the step that follows it.
    var stepNumber: Int { outline.steps.firstIndex { $0 >= event.id } ?? outline.steps.count - 1 }

    private mutating func goToStep(_ number: Int) {
        guard outline.steps.indices.contains(number) else { return }
        look(at: outline.steps[number])
    }

    private mutating func goToBlock(_ number: Int) {
        guard outline.blocks.indices.contains(number) else { return }
        look(at: outline.blocks[number].events[0])
    }

    /// The place of the event's pass among the passes.
    var pass: Int { outline.passes.firstIndex { $0.blocks.contains(block) } ?? 0 }

    private mutating func goToPass(_ number: Int) {
        let passes = outline.passes
        guard passes.indices.contains(number) else { return }
        goToBlock(passes[number].blocks.lowerBound)
    }

    /// Moves to another event; where nobody chose a head or a word, to those whose numbers tell most.
    mutating func look(at event: Int) {
        let focus = notices.focus(on: event)
        gaze.look(at: event, of: trace, head: focus.head, row: focus.row)
    }

    mutating func move(rows offset: Int) {
        // The map is read from the bottom to the top, a list from the top to the bottom.
        if depth == .blocks { return step(by: -offset) }
        if depth == .passes { return step(by: offset) }
        gaze.move(axis: max(event.axes.count - 2, 0), by: offset, in: trace)
    }

    mutating func page(_ direction: Int) {
        if depth == .passes {
            goToPass(pass + direction)
        } else if depth == .cells {
            gaze.move(
                axis: max(event.axes.count - 2, 0), by: direction * max(place.height / 2, 1),
                in: trace)
        } else if direction < 0 && depth == .steps && outline.blocks[block].events[0] != event.id {
            goToBlock(block)
        } else {
            goToBlock(block + direction)
        }
    }

    mutating func goToEnd(first: Bool) {
        switch depth {
        case .passes: goToPass(first ? 0 : outline.passes.count - 1)
        case .blocks: goToBlock(first ? 0 : outline.blocks.count - 1)
        case .steps: goToStep(first ? 0 : outline.steps.count - 1)
        case .cells:
            let axis = event.axes.count - 1
            let size = event.axes.last?.size ?? 0
            gaze.move(axis: axis, by: first ? -size : size, in: trace)
        }
    }

    /// Another head; behind the last one follows the first, and where the heads of all layers are in
    /// sight those of the next layer.
    mutating func nextSlice(by offset: Int) {
        guard let heads = event.axes.first?.size, event.axes.count > 2 else { return }
        let next = gaze.cell.index[0] + offset
        if !(0..<heads).contains(next), picture == .heads {
            let layers = eventsOfAllLayers
            let here = layers.firstIndex { $0.id == event.id } ?? 0
            look(at: layers[(here + offset + layers.count) % layers.count].id)
        }
        gaze.move(axis: 0, by: (next + heads) % heads - gaze.cell.index[0], in: trace)
    }

    /// The same step in every layer of the same stack.
    var eventsOfAllLayers: [Event] {
        let path = event.path.withoutLayer
        return trace.events.filter {
            $0.path.withoutLayer == path && $0.shape == event.shape
        }
    }

    mutating func goIn() {
        switch depth {
        case .passes: depth = .blocks
        case .blocks: depth = .steps
        case .steps where picture == .heads:
            look.picture = nil
            message = "\(event.axes[0].name) \(gaze.cell.index[0]), enlarged"
        case .steps: depth = .cells
        case .cells: toggle(.whereFrom)
        }
    }

    mutating func goOut() {
        switch depth {
        case .passes: leaveStep()
        case .blocks: if subject.step != nil { depth = .passes }
        case .steps: depth = .blocks
        case .cells: depth = .steps
        }
    }

    // MARK: The trail

    /// Follows a number to another cell.
    mutating func follow(_ cell: Cell) {
        trail.append(gaze.cell)
        if trail.count > 1000 { trail.removeFirst() }
        gaze.look(at: cell, of: trace)
        depth = max(depth, .cells)
    }

    mutating func returnAlongTrail() {
        guard let last = trail.popLast() else {
            message = "the trail begins here: f or t on a number, then Enter, follows it"
            return
        }
        gaze.look(at: last, of: trace)
    }
}

extension Event {
    /// The layer that its path names; nil for none.
    var layer: Int? { path.split(separator: ".").lazy.compactMap { Int($0) }.first }
}

extension String {
    /// A path with a sign in the place of the layer's number.
    fileprivate var withoutLayer: String {
        split(separator: ".").map { Int($0) == nil ? String($0) : "#" }.joined(separator: ".")
    }
}
