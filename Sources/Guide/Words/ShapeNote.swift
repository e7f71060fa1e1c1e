import Tracing

/// The axes of a value with their sizes, and what they mean in words.
enum ShapeNote {
    /// `head 4 x query 12 x key 12: for each of the 4 heads, a row of 12 keys for each of the 12
    /// queries.`
    static func text(_ axes: [Axis]) -> String {
        guard let last = axes.last else { return "a single number." }
        let sizes = axes.map { "\($0.name) \($0.size)" }.joined(separator: " x ")
        guard axes.count > 1 else {
            return sizes + ": one number for " + each(last) + "."
        }
        let rows = "a row of \(count(last)) for \(each(axes[axes.count - 2]))"
        let leading = axes.dropLast(2).map { "for \(each($0)), " }.joined()
        return "\(sizes): \(leading)\(rows)."
    }

    private static func each(_ axis: Axis) -> String {
        axis.size == 1 ? "the one \(noun(axis).one)" : "each of the \(count(axis))"
    }

    private static func count(_ axis: Axis) -> String {
        "\(axis.size) \(axis.size == 1 ? noun(axis).one : noun(axis).many)"
    }

    private static func noun(_ axis: Axis) -> (one: String, many: String) {
        switch axis.name {
        case "query": ("query", "queries")
        case "batch": ("sentence", "sentences")
        default: (axis.name, axis.name + "s")
        }
    }
}
