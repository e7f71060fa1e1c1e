import Tensors

/// A part of the value of one event.
public struct Selection: Sendable {
    public let event: Event
    /// One index an axis; nil stands for all positions.
    public let cells: [Int?]

    /// - Parameter cells: one index an axis or nil for all of it; by default everything.
    public init(event: Event, cells: [Int?]? = nil) {
        self.event = event
        self.cells = cells ?? [Int?](repeating: nil, count: event.axes.count)
    }

    /// The whole selection as a selector that finds it again.
    public var name: String {
        let fixed = zip(event.axes, cells).compactMap { axis, index in
            index.map { "\(axis.name)=\(axis.selectorName(of: $0))" }
        }
        return event.path + (fixed.isEmpty ? "" : "[\(fixed.joined(separator: ", "))]")
    }

    /// The axes that remain.
    public var axes: [Axis] {
        zip(event.axes, cells).compactMap { $1 == nil ? $0 : nil }
    }

    /// What remains of the event's value.
    public func slice(_ value: Tensor) -> Tensor {
        var numbers: [Float] = []
        forEachCell(of: axes.map(\.size)) { _, index in
            var rest = index[...]
            numbers.append(value[cells.map { $0 ?? rest.removeFirst() }])
        }
        return Tensor(numbers, shape: axes.map(\.size))
    }
}

extension Axis {
    /// How a position is written in a selector: `name(of:)`, in quotes where it must be.
    public func selectorName(of position: Int) -> String {
        guard let labels else { return String(position) }
        let label = labels[position]
        let isPlain =
            !label.isEmpty && Int(label) == nil && !label.contains { ",]\"#= ".contains($0) }
        if isPlain { return name(of: position) }
        // No selector can hold a quotation mark inside a quoted label.
        if label.contains("\"") { return String(position) }
        let occurrence = name(of: position).dropFirst(label.count)
        return "\"\(label)\"\(occurrence)"
    }
}

extension Selector {
    /// The parts of the events that the selector names, in their order.
    ///
    /// - Throws: `SelectorError`.
    public func resolve(in events: [Event]) throws -> [Selection] {
        let matching = events.filter { matches($0.path) }
        guard !matching.isEmpty else {
            throw SelectorError.noEvent(path: path, near: nearest(events.map(\.path), to: path))
        }
        // A glob may meet events without the axis; it is an error only if no event has it.
        let named = constraints.map(\.axis)
        let fitting = matching.filter { event in
            named.allSatisfy { name in event.axes.contains { $0.name == name } }
        }
        return try (fitting.isEmpty ? Array(matching.prefix(1)) : fitting).map { event in
            var cells = [Int?](repeating: nil, count: event.axes.count)
            for constraint in constraints {
                guard let number = event.axes.firstIndex(where: { $0.name == constraint.axis })
                else {
                    throw SelectorError.noAxis(
                        constraint.axis, path: event.path, axes: event.axes.map(\.name))
                }
                cells[number] = try event.axes[number].index(of: constraint.position)
            }
            return Selection(event: event, cells: cells)
        }
    }

    /// The one cell that the selector names.
    ///
    /// - Throws: `SelectorError`.
    public func resolveCell(in events: [Event]) throws -> Cell {
        let selections = try resolve(in: events)
        guard selections.count == 1 else {
            throw SelectorError.several(selections.map(\.event.path))
        }
        let open = selections[0].axes.map(\.name)
        guard open.isEmpty else {
            throw SelectorError.open(axes: open, path: selections[0].event.path)
        }
        return Cell(event: selections[0].event.id, index: selections[0].cells.compactMap { $0 })
    }
}

extension Axis {
    /// - Throws: `SelectorError`.
    func index(of position: Selector.Position) throws -> Int {
        switch position {
        case .index(let index):
            guard index >= 0 && index < size else {
                throw SelectorError.noPosition(index, axis: name, size: size)
            }
            return index
        case .label(let label, let occurrence):
            let labels = labels ?? []
            var found = labels.indices.filter { labels[$0] == label }
            if found.isEmpty {
                found = labels.indices.filter { labels[$0].lowercased() == label.lowercased() }
            }
            if found.isEmpty { found = lastPieces(of: label) }
            guard !found.isEmpty else {
                throw SelectorError.noLabel(label, axis: name, labels: labels)
            }
            guard let occurrence else {
                guard found.count == 1 else {
                    throw SelectorError.ambiguous(
                        label, axis: name, candidates: found.map(selectorName))
                }
                return found[0]
            }
            guard occurrence <= found.count else {
                throw SelectorError.noLabel(
                    "\(label)#\(occurrence)", axis: name, labels: labels.indices.map(selectorName))
            }
            return found[occurrence - 1]
        }
    }
}

extension Axis {
    /// Where a word ends that is cut into pieces, each but the first labelled with `##` in front; the last
    /// piece is the one that has all others before it. A space may be a piece of its own, and what a
    /// vocabulary does not know is labelled with an asterisk behind it.
    private func lastPieces(of word: String) -> [Int] {
        let wanted = word.lowercased()
        var spelled = ""
        return (labels ?? []).enumerated().compactMap { place, label in
            let continues = label.hasPrefix("##")
            spelled = continues ? spelled + label.dropFirst(2) : label
            let isLast = labels.map { place + 1 == $0.count || !$0[place + 1].hasPrefix("##") }
            guard isLast == true else { return nil }
            var known = Substring(spelled)
            if known.hasPrefix("␣") { known.removeFirst() }
            if known.hasSuffix("*") { known.removeLast() }
            return known.lowercased() == wanted ? place : nil
        }
    }
}

/// The paths that differ least from a wrong one, at most five: part by part from the end, as the
/// last parts say most, a missing part at the front costing little.
func nearest(_ paths: [String], to wrong: String) -> [String] {
    func parts(_ path: String) -> [[Character]] {
        path.prefix(200).split(separator: ".").reversed().map(Array.init)
    }
    let wanted = parts(wrong)
    let scored = paths.map { path -> (path: String, distance: Int) in
        let own = parts(path)
        let shared = zip(own, wanted).reduce(0) { $0 + editDistance($1.0, $1.1) }
        return (path, shared + abs(own.count - wanted.count))
    }
    let limit = max(3, wanted.reduce(0) { $0 + $1.count } / 2)
    return scored.filter { $0.distance <= limit }.sorted { $0.distance < $1.distance }.prefix(5)
        .map(\.path)
}

/// How many characters must be put in, taken out or replaced (Levenshtein 1966).
public func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let replaced = diagonal + (x == y ? 0 : 1)
            diagonal = row[j + 1]
            row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
        }
    }
    return row[b.count]
}
