/// An event's path as words: `encoder › layer 1 › self-attention › scores`.
enum Breadcrumbs {
    static func text(of path: String) -> String {
        path.split(separator: ".").map { part in
            if let layer = Int(part) { return "layer \(layer)" }
            return String(part).replacing("self_attention", with: "self-attention")
                .replacing("cross_attention", with: "cross-attention")
                .replacing("_", with: " ")
        }.joined(separator: " › ")
    }
}
