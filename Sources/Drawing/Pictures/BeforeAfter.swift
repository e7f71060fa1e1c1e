/// One matrix before and after a change, and the difference: what an edit did. Before and after
/// share a scale; the difference has one of its own around zero.
public struct BeforeAfter: Picture {
    /// The three matrices side by side or one below the other; operands 0, 1 and 2 of its layout
    /// are before, after and the difference.
    public let equation: Equation

    /// - Parameters:
    ///   - before: a matrix with the same shape as `after`.
    ///   - scale: of before and after; nil for the one that suits both.
    ///   - focus: the same cell and lines in all three.
    public init(
        before: Matrix, after: Matrix, rows: Side, columns: Side, theme: Theme,
        scale: Scale? = nil, showsNumbers: Bool = false, focus: Focus = .none, fit: Fit = .mean
    ) {
        precondition(
            before.rows == after.rows && before.columns == after.columns,
            "only matrices of one shape can be compared")
        let difference = before.difference(to: after)
        let scale =
            scale ?? Scale(fitting: before.extremes.joined(with: after.extremes), theme: theme)
        func operand(_ title: String, _ matrix: Matrix, _ scale: Scale) -> Equation.Operand {
            .init(
                title,
                Heatmap(
                    matrix, rows: rows, columns: columns, shading: .shared(scale),
                    showsNumbers: showsNumbers, focus: focus, fit: fit))
        }
        equation = Equation(
            [
                operand("before", before, scale), operand("after", after, scale),
                operand(
                    "difference", difference,
                    Scale(theme.diverging, reaching: difference.extremes)),
            ], signs: ["→", ":"])
    }

    public func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface {
        equation.surface(width: width, height: height, depth: depth)
    }
}
