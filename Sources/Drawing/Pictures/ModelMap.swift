/// The familiar figure of a transformer: the encoder on the left, the decoder on the right, the
/// input at the bottom; a line around each part for the residual connection, and lines from the
/// encoder's top to the parts that read it. It says where we are.
public struct ModelMap: Picture {
    public enum Stack: String, Sendable, Hashable, CaseIterable {
        case encoder, decoder
    }

    /// How far the computation is.
    public enum State: Sendable, Hashable {
        case done, here, ahead
    }

    /// A part of the model.
    public struct Block: Sendable, Hashable {
        public var stack: Stack
        /// Nil for what stands below or above the layers.
        public var layer: Int?
        public var title: String
        /// For narrow maps.
        public var shortTitle: String
        public var state: State
        /// Whether what goes in is added to what comes out.
        public var hasResidual: Bool
        /// Whether it reads what comes out of the encoder.
        public var readsEncoder: Bool

        public init(
            _ title: String, short: String? = nil, stack: Stack, layer: Int? = nil,
            state: State = .ahead, hasResidual: Bool = false, readsEncoder: Bool = false
        ) {
            self.title = title.visible
            shortTitle = (short ?? title).visible
            self.stack = stack
            self.layer = layer
            self.state = state
            self.hasResidual = hasResidual
            self.readsEncoder = readsEncoder
        }
    }

    let blocks: [Block]

    /// - Parameter blocks: each stack's in the order in which they are computed; the layers of a
    ///   stack are neighbours.
    public init(_ blocks: [Block]) { self.blocks = blocks }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        layout(width: width, height: height).surface()
            .cropped(width: width, height: height ?? .max)
    }

    /// Where the blocks stand on the surface that `surface` draws in the same place.
    public func layout(width: Int, height: Int?) -> ModelMapLayout {
        ModelMapLayout(self, width: width, height: height)
    }
}

/// One line of steps to where we are: `encoder › layer 1 › self-attention`. Where it does not fit
/// its beginning gives way.
public struct Breadcrumb: Picture {
    private let steps: [String]

    public init(_ steps: [String]) { self.steps = steps.map(\.visible) }

    private static let separator = " › "
    private static let ellipsis = "…"

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        var surface = Surface(width: max(width, 0), height: steps.isEmpty ? 0 : 1)
        let places = places(width: width)
        if let first = places.first, first.step > 0 {
            surface.put(Self.ellipsis, column: 0, row: 0, style: .dim)
        }
        for (step, column) in places {
            let style: Style = step == steps.count - 1 ? .bold : .plain
            if column > 0 {
                let size = Self.separator.displayWidth
                surface.put(Self.separator, column: column - size, row: 0, style: .dim)
            }
            let text = steps[step].truncated(to: max(width - column, 0))
            surface.put(text, column: column, row: 0, style: style)
        }
        return surface.cropped(width: width, height: height ?? .max)
    }

    /// The step under a column; nil beside them.
    public func step(column: Int, width: Int) -> Int? {
        places(width: width).first { step, start in
            column >= start && column < min(start + steps[step].displayWidth, width)
        }?.step
    }

    /// The last steps that fit, and where they begin; the very last is always there.
    private func places(width: Int) -> [(step: Int, column: Int)] {
        let gap = Self.separator.displayWidth
        func size(from first: Int) -> Int {
            let widths = steps[first...].map(\.displayWidth)
            return widths.reduce(0, +) + gap * (widths.count - 1)
                + (first > 0 ? Self.ellipsis.displayWidth + gap : 0)
        }
        guard let last = steps.indices.last else { return [] }
        let first = steps.indices.first { size(from: $0) <= width } ?? last
        var column = 0
        if first > 0 && size(from: first) <= width { column = Self.ellipsis.displayWidth + gap }
        return (first...last).map { step in
            defer { column += steps[step].displayWidth + gap }
            return (step, column)
        }
    }
}
