import Tensors
import Tracing

/// The projected keys and values that attention has computed so far, so that a further word costs
/// its own projections only. Queries are not kept: each is asked once, by its own word.
///
/// Self-attention in a decoder appends the keys and values of new words; under a causal mask those
/// of earlier words never change, so reading them again gives the same bits as computing them again.
/// Cross-attention keeps those of the source, computed once.
///
/// A value: a copy shares its tensors, so two hypotheses with the same beginning share its keys.
public struct KeyValueCache: Sendable {
    /// By the prefix of the attention's scope.
    private var entries: [String: Entry] = [:]
    /// How many hypotheses are continued side by side.
    public private(set) var batch = 1

    public init() {}

    /// How many positions the decoder has read.
    public var length: Int { entries.values.lazy.filter(\.grows).map(\.length).max() ?? 0 }

    /// How many positions of the source are kept; 0 in a model without cross-attention.
    public var sourceLength: Int {
        entries.values.lazy.filter { !$0.grows }.map(\.length).max() ?? 0
    }

    /// The memory that the keys and values fill, in bytes.
    public var bytes: Int {
        entries.values.reduce(0) { $0 + $1.key.value.count + $1.value.value.count }
            * MemoryLayout<Float>.size
    }

    /// The attentions that keep something, such as `decoder.0.self_attention`, sorted.
    public var places: [String] { entries.keys.map { String($0.dropLast()) }.sorted() }

    /// The keys and the values of one of `places`: `[head, key, feature]`, with a leading batch axis
    /// where several hypotheses have their own.
    public subscript(place: String) -> (key: Tensor, value: Tensor)? {
        entries[place + "."].map { ($0.key.value, $0.value.value) }
    }

    /// The cache of other hypotheses, each of which goes on from one of the present ones.
    ///
    /// - Parameter hypotheses: for each new hypothesis, the present one that it continues.
    public func selecting(_ hypotheses: [Int]) -> KeyValueCache {
        if hypotheses == Array(0..<batch) { return self }
        var selected = self
        selected.batch = hypotheses.count
        for (place, entry) in entries where entry.grows {
            selected.entries[place]?.key = entry.key.selecting(hypotheses, of: batch)
            selected.entries[place]?.value = entry.value.selecting(hypotheses, of: batch)
        }
        return selected
    }
}

/// The keys and values that queries meet, split into heads: `[..., head, key, feature]`.
struct KeysAndValues {
    let key: Traced
    let value: Traced
}

// MARK: - For attention

extension KeyValueCache {
    /// How many positions one attention keeps.
    func length(at scope: Scope) -> Int { entries[scope.prefix]?.length ?? 0 }

    /// Puts the keys and values of new words behind those of earlier steps and returns all of them.
    ///
    /// Emits what is reused as `key.cached` and `value.cached`, and all as `key.appended` and
    /// `value.appended`; nothing in the first step, in which all are new.
    mutating func append(_ new: KeysAndValues, in scope: Scope) -> KeysAndValues {
        var all = new
        if let earlier = recall(in: scope) {
            let append = Append(axis: "key")
            all = KeysAndValues(
                key: scope.emit(append, [earlier.key, new.key], "key.appended"),
                value: scope.emit(append, [earlier.value, new.value], "value.appended"))
        }
        entries[scope.prefix] = Entry(all, grows: true)
        return all
    }

    /// Keeps the keys and values of a source, which all hypotheses share.
    mutating func keep(_ source: KeysAndValues, in scope: Scope) {
        entries[scope.prefix] = Entry(source, grows: false)
    }

    /// Emits what one attention keeps as `key.cached` and `value.cached`; nil where it is nothing.
    func recall(in scope: Scope) -> KeysAndValues? {
        guard let entry = entries[scope.prefix] else { return nil }
        func emit(_ kept: Kept, _ name: String) -> Traced {
            let kept = entry.grows ? kept : kept.repeated(batch)
            return scope.emit(Cached(kept.value), [], name, axes: kept.axes)
        }
        return KeysAndValues(
            key: emit(entry.key, "key.cached"), value: emit(entry.value, "value.cached"))
    }
}

// MARK: - What is kept

/// What one attention keeps.
private struct Entry: Sendable {
    var key: Kept
    var value: Kept
    /// Whether each new word adds to it, so that every hypothesis has its own.
    let grows: Bool

    init(_ all: KeysAndValues, grows: Bool) {
        key = Kept(value: all.key.value, axes: all.key.axes)
        value = Kept(value: all.value.value, axes: all.value.axes)
        self.grows = grows
    }

    var length: Int { key.axes[key.axes.count - 2].size }
}

/// A value with the names of its axes.
private struct Kept: Sendable {
    let value: Tensor
    let axes: [Axis]

    /// The same for each of so many hypotheses. Nothing is copied.
    func repeated(_ batch: Int) -> Kept {
        if batch == 1 { return self }
        return Kept(
            value: value.view(shape: [batch] + value.shape, strides: [0] + value.strides),
            axes: [Axis("batch", size: batch)] + axes)
    }

    /// Other hypotheses; one alone has no batch axis.
    func selecting(_ hypotheses: [Int], of batch: Int) -> Kept {
        // The words before differ from hypothesis to hypothesis: no label fits all.
        let own = axes.suffix(3).map { Axis($0.name, size: $0.size) }
        let rows = batch == 1 ? value.reshaped([1] + value.shape) : value
        let selected = rows.selecting(hypotheses)
        if hypotheses.count == 1 {
            return Kept(value: selected.reshaped(Array(selected.shape.dropFirst())), axes: own)
        }
        return Kept(value: selected, axes: [Axis("batch", size: hypotheses.count)] + own)
    }
}
