/// Where the blocks of a model's map stand in a given place.
public struct ModelMapLayout: Sendable {
    /// What fills the rows of a stack.
    enum Item: Sendable {
        case block(Int)
        case layerName(Int)
        /// A layer in one row, with the first and the last of its blocks.
        case folded(layer: Int, blocks: ClosedRange<Int>)
    }

    /// How much room a block takes, from the most to the least.
    enum Form: CaseIterable, Sendable {
        /// A box, with the residual line around it.
        case boxes
        /// A line, and one for where the residual leaves.
        case open
        case tight
        /// One line for every layer but the one where we are.
        case folded
    }

    /// An item in its place; the row is that of its words.
    struct Placed: Sendable {
        let item: Item
        let frame: Frame
        let stack: ModelMap.Stack
    }

    let blocks: [ModelMap.Block]
    let form: Form
    let stacks: [ModelMap.Stack]
    let stackWidth: Int
    private(set) var placed: [Placed] = []
    /// The rows of the whole figure; only those from `firstRow` on are shown, as many as fit.
    let height: Int
    let firstRow: Int
    let shownRows: Int

    /// The line from the encoder, a line to the block, an arrow and a blank; where there is room
    /// another blank before them.
    let gap: Int
    private static let roomyWidth = 48
    /// What stands around the longest title.
    private static let frameWidth = 10
    /// The names of the stacks.
    static let top = 1

    init(_ map: ModelMap, width: Int, height: Int?) {
        blocks = map.blocks
        let stacks = ModelMap.Stack.allCases.filter { stack in
            map.blocks.contains { $0.stack == stack }
        }
        self.stacks = stacks
        gap = width < Self.roomyWidth ? 4 : 5
        let gaps = gap * max(stacks.count - 1, 0)
        let widest = (map.blocks.map(\.title.displayWidth).max() ?? 0) + Self.frameWidth
        stackWidth = max(min((width - gaps) / max(stacks.count, 1), widest), 1)
        let room = height.map { max($0 - Self.top, 1) } ?? .max
        let figures = Form.allCases.lazy.map { Figure(map.blocks, stacks, form: $0) }
        let figure =
            figures.first { $0.height <= room } ?? Figure(map.blocks, stacks, form: .folded)
        form = figure.form
        self.height = figure.height
        shownRows = min(figure.height, room)
        for (index, stack) in stacks.enumerated() {
            // The stacks stand on one floor.
            var row = figure.height
            for item in figure.items[index] {
                let rows = Figure.rows(of: item, map.blocks, figure.form)
                row -= rows
                placed.append(
                    Placed(
                        item: item,
                        frame: Frame(
                            column: index * (stackWidth + gap), row: row, width: stackWidth,
                            height: rows),
                        stack: stack))
            }
        }
        let here = placed.first { placed in
            if case .block(let index) = placed.item { return map.blocks[index].state == .here }
            return false
        }
        let middle = here.map { $0.frame.row + $0.frame.height / 2 } ?? figure.height
        firstRow = min(max(middle - shownRows / 2, 0), figure.height - shownRows)
    }

    /// The block at a place of the surface; of a layer that is folded the first one. Nil beside.
    public func block(column: Int, row: Int) -> Int? {
        guard row >= Self.top && row < Self.top + shownRows else { return nil }
        let found = placed.first {
            $0.frame.contains(column: column, row: row - Self.top + firstRow)
        }
        switch found?.item {
        case .block(let index): return index
        case .folded(_, let blocks): return blocks.lowerBound
        case .layerName, nil: return nil
        }
    }

    /// Where a block is drawn, or the layer in which it is folded; nil if it is not shown.
    public func frame(of block: Int) -> Frame? {
        let found = placed.first {
            switch $0.item {
            case .block(let index): return index == block
            case .folded(_, let blocks): return blocks.contains(block)
            case .layerName: return false
            }
        }
        guard let frame = found?.frame.moved(columns: 0, rows: Self.top - firstRow),
            frame.row >= Self.top && frame.row + frame.height <= Self.top + shownRows
        else { return nil }
        return frame
    }
}

/// The items of all stacks in one form, from the bottom up.
private struct Figure {
    let form: ModelMapLayout.Form
    let items: [[ModelMapLayout.Item]]
    let height: Int

    init(
        _ blocks: [ModelMap.Block], _ stacks: [ModelMap.Stack], form: ModelMapLayout.Form
    ) {
        self.form = form
        let items = stacks.map { Self.items(of: $0, blocks, form) }
        self.items = items
        let readsEncoder = blocks.contains(where: \.readsEncoder)
        height =
            zip(stacks, items).map { stack, items in
                // Above the encoder its output leaves to the side.
                items.reduce(stack == .encoder && readsEncoder ? 1 : 0) {
                    $0 + Self.rows(of: $1, blocks, form)
                }
            }.max() ?? 0
    }

    private static func items(
        of stack: ModelMap.Stack, _ blocks: [ModelMap.Block], _ form: ModelMapLayout.Form
    ) -> [ModelMapLayout.Item] {
        let indices = blocks.indices.filter { blocks[$0].stack == stack }
        var items: [ModelMapLayout.Item] = []
        var rest = indices[...]
        while let first = rest.first {
            guard let layer = blocks[first].layer else {
                items.append(.block(first))
                rest.removeFirst()
                continue
            }
            let members = rest.prefix { blocks[$0].layer == layer }
            rest.removeFirst(members.count)
            let isHere = members.contains { blocks[$0].state == .here }
            if form == .folded && !isHere {
                items.append(.folded(layer: layer, blocks: first...(members.last ?? first)))
            } else {
                items += members.map { .block($0) } + [.layerName(layer)]
            }
        }
        return items
    }

    static func rows(
        of item: ModelMapLayout.Item, _ blocks: [ModelMap.Block], _ form: ModelMapLayout.Form
    ) -> Int {
        guard case .block(let index) = item else { return 1 }
        switch form {
        case .boxes: return 4
        case .open: return blocks[index].hasResidual ? 2 : 1
        case .tight, .folded: return 1
        }
    }
}
