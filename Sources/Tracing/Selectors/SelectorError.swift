/// Why a selector names nothing, or not one thing.
public enum SelectorError: Error, Equatable, CustomStringConvertible {
    /// Columns count from 0.
    case syntax(column: Int, found: String?, expected: String)
    case twice(axis: String, column: Int)
    case noEvent(path: String, near: [String])
    case noAxis(String, path: String, axes: [String])
    case noPosition(Int, axis: String, size: Int)
    case noLabel(String, axis: String, labels: [String])
    case ambiguous(String, axis: String, candidates: [String])
    /// A cell was asked for, and these axes are not fixed.
    case open(axes: [String], path: String)
    /// A cell was asked for, and several events match.
    case several([String])

    public var description: String {
        switch self {
        case .syntax(let column, let found, let expected):
            "the selector is not understood at column \(column): "
                + "expected \(expected), found \(found.map { "'\($0)'" } ?? "the end")"
        case .twice(let axis, let column):
            "the selector fixes \(axis.brief) a second time at column \(column)"
        case .noEvent(let path, let near):
            "no event '\(path.brief)'"
                + (near.isEmpty ? "" : "; near it: " + near.joined(separator: ", "))
        case .noAxis(let axis, let path, let axes):
            axes.isEmpty
                ? "\(path) is a single number and has no axis '\(axis.brief)'"
                : "\(path) has no axis '\(axis.brief)'; its axes are "
                    + axes.joined(separator: ", ")
        case .noPosition(let index, let axis, let size):
            "\(axis)=\(index) is outside: \(axis) goes from 0 to \(size - 1)"
        case .noLabel(let label, let axis, let labels):
            labels.isEmpty
                ? "\(axis) has no labels; give an index instead of '\(label.brief)'"
                : "no '\(label.brief)' on \(axis); its labels are " + SelectorError.some(of: labels)
        case .ambiguous(let label, let axis, let candidates):
            "'\(label.brief)' occurs \(candidates.count) times on \(axis); choose "
                + candidates.joined(separator: " or ")
        case .open(let axes, let path):
            "\(path) needs one position on each axis to be a cell; add "
                + axes.map { "\($0)=..." }.joined(separator: ", ")
        case .several(let paths):
            "\(paths.count) events match; choose one of " + SelectorError.some(of: paths)
        }
    }

    private static func some(of names: [String]) -> String {
        names.prefix(20).joined(separator: ", ")
            + (names.count > 20 ? ", and \(names.count - 20) more" : "")
    }
}

extension String {
    /// Short enough for a message of one line.
    fileprivate var brief: String { count <= 60 ? self : prefix(59) + "…" }
}
