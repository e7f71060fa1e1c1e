/// Matrices joined by signs: Q x K^T = scores. The operands share the place: side by side or one
/// below the other, whichever shows more of their values; names at the edges give way before
/// values do.
///
/// The last operand is the result, which stands out.
public struct Equation: Picture {
    /// A matrix with a title.
    public struct Operand: Sendable {
        public let title: String
        let map: Heatmap

        /// - Parameter map: how the matrix is drawn, with its focus and what becomes of it where it
        ///   does not fit. Which names are shown is decided by the equation; it has no legend.
        public init(_ title: String, _ map: Heatmap) {
            self.title = title.visible
            self.map = map
        }
    }

    let operands: [Operand]
    let signs: [String]

    /// - Parameters:
    ///   - operands: at least one; the last one is the result.
    ///   - signs: what stands between them, one less; words of longer signs stand one below the
    ///     other.
    public init(_ operands: [Operand], signs: [String]) {
        precondition(signs.count == operands.count - 1, "one sign between two operands")
        self.operands = operands
        self.signs = signs.map(\.visible)
    }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        layout(width: width, height: height, depth: depth).surface()
    }

    /// Where the operands and their cells stand on the surface that `surface` draws in the same
    /// place.
    public func layout(width: Int, height: Int?, depth: ColourDepth) -> EquationLayout {
        EquationLayout.best(of: self, width: width, height: height, depth: depth)
    }
}
