import Drawing

/// An event's path as words: `encoder › layer 1 › self-attention › scores`.
enum Breadcrumbs {
    static func picture(of path: String) -> Breadcrumb {
        Breadcrumb(
            path.split(separator: ".").map { part in
                Int(part).map { "layer \($0)" } ?? name(of: String(part))
            })
    }

    /// One part of a path as it is spoken.
    static func name(of part: String) -> String {
        part.replacing("self_attention", with: "self-attention")
            .replacing("cross_attention", with: "cross-attention")
            .replacing("_", with: " ")
    }
}
