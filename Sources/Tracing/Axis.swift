/// One axis of a value: what its positions stand for.
public struct Axis: Sendable, Hashable {
    /// The field's term: `head`, `query`, `key`, `position`, `feature`, `token`, ...
    public let name: String
    /// The number of positions.
    public let size: Int
    /// One label a position, such as the words of the sentence; nil where a number says enough.
    public let labels: [String]?

    public init(_ name: String, size: Int, labels: [String]? = nil) {
        precondition(labels.map { $0.count == size } ?? true, "one label a position")
        self.name = name
        self.size = size
        self.labels = labels
    }

    /// An axis whose positions are all labelled.
    public init(_ name: String, labels: [String]) {
        self.init(name, size: labels.count, labels: labels)
    }

    /// The same positions under another name: a key is a position that is looked at.
    public func named(_ name: String) -> Axis {
        Axis(name, size: size, labels: labels)
    }

    /// How a position is written in a selector: its label, `label#n` (the n-th of several, from 1)
    /// where the label occurs more than once, its index where there is none.
    public func name(of position: Int) -> String {
        guard let labels else { return String(position) }
        let label = labels[position]
        let occurrences = labels.indices.filter { labels[$0] == label }
        guard occurrences.count > 1, let n = occurrences.firstIndex(of: position) else {
            return label
        }
        return "\(label)#\(n + 1)"
    }
}
