/// Lines along the edges of cells, with corners and crossings where they meet; a stronger line
/// covers a weaker one.
struct Wires {
    /// The sides of a cell to which a line runs.
    struct Sides: OptionSet, Hashable {
        let rawValue: Int

        static let up = Sides(rawValue: 1)
        static let down = Sides(rawValue: 2)
        static let left = Sides(rawValue: 4)
        static let right = Sides(rawValue: 8)
    }

    private struct Joint {
        var sides: Sides = []
        var strength = -Float.infinity
        var style = Style.plain

        mutating func add(_ sides: Sides, _ strength: Float, _ style: Style) {
            self.sides.formUnion(sides)
            if strength >= self.strength { (self.strength, self.style) = (strength, style) }
        }
    }

    private let width: Int
    private let height: Int
    /// Row after row; what lies beyond is not drawn.
    private var joints: [Joint]

    /// Lines on a surface of this size.
    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        joints = [Joint](repeating: Joint(), count: width * height)
    }

    mutating func horizontal(
        row: Int, from start: Int, to end: Int, strength: Float = 0, style: Style = .plain
    ) {
        let (start, end) = (min(start, end), max(start, end))
        for column in start...end {
            var sides: Sides = []
            if column > start { sides.insert(.left) }
            if column < end { sides.insert(.right) }
            join(column, row, sides, strength, style)
        }
    }

    mutating func vertical(
        column: Int, from start: Int, to end: Int, strength: Float = 0, style: Style = .plain
    ) {
        let (start, end) = (min(start, end), max(start, end))
        for row in start...end {
            var sides: Sides = []
            if row > start { sides.insert(.up) }
            if row < end { sides.insert(.down) }
            join(column, row, sides, strength, style)
        }
    }

    private mutating func join(
        _ column: Int, _ row: Int, _ sides: Sides, _ strength: Float, _ style: Style
    ) {
        guard (0..<width).contains(column) && (0..<height).contains(row) else { return }
        joints[row * width + column].add(sides, strength, style)
    }

    /// - Parameter isHeavy: whether a line of a strength is drawn thick.
    func draw(on surface: inout Surface, isHeavy: (Float) -> Bool = { _ in false }) {
        for (place, joint) in joints.enumerated() where !joint.sides.isEmpty {
            let table = isHeavy(joint.strength) ? Self.heavy : Self.light
            surface.put(
                table[joint.sides.rawValue], column: place % width, row: place / width,
                style: joint.style)
        }
    }

    /// By the sum of the sides: up 1, down 2, left 4, right 8.
    private static let light = " │││─┘┐┤─└┌├─┴┬┼".map(String.init)
    private static let heavy = " ┃┃┃━┛┓┫━┗┏┣━┻┳╋".map(String.init)
}
