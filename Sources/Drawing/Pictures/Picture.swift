/// Something that can be drawn on a surface.
///
/// A picture is a value: what is to be seen. What place and what colours there are comes when it is
/// drawn, so the same picture serves a narrow terminal, a wide one and a page.
public protocol Picture: Sendable {
    /// - Parameters:
    ///   - width: the columns that may be used; the surface is never wider.
    ///   - height: the rows that should be used; nil where the page may grow.
    ///   - depth: the colours of the encoder that will write the surface. Without any, shades are
    ///     characters, and whatever only colour could say is spelt out.
    func surface(width: Int, height: Int?, depth: ColourDepth) -> Surface
}

extension Picture {
    public func surface(width: Int, depth: ColourDepth) -> Surface {
        surface(width: width, height: nil, depth: depth)
    }
}
