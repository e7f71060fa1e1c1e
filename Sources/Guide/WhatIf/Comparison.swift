import Tensors
import Tracing

/// Two runs side by side: before and after a change, two sentences, or two models. The events meet
/// by their paths, the rows and columns by the words that both runs share.
public struct Comparison: Sendable {
    public let before: Trace
    public let after: Trace
    private let afterIDs: [String: Int]

    public init(before: Trace, after: Trace) {
        self.before = before
        self.after = after
        afterIDs = Dictionary(
            after.events.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// One event of both runs on what they share; nil where one lacks the event, or there is no
    /// word in common.
    public func values(at path: String) -> ComparedValues? {
        guard let event = before.events.first(where: { $0.path == path }) else { return nil }
        return values(of: event)
    }

    /// The events that differ, those that differ most first. What was learned is left out, unless it
    /// was edited: two models share none of it.
    public func ranked() -> [EventChange] {
        before.events.filter { !($0.op is Parameter) || isEdited($0) }.compactMap { event in
            values(of: event).map { EventChange(path: event.path, relative: $0.relativeChange) }
        }.filter { $0.relative > 0 }.sorted { $0.relative > $1.relative }
    }

    /// The first event in which the words that both runs share have other numbers: there the change
    /// reaches them.
    public var firstDifference: String? {
        before.events.first { (values(of: $0)?.relativeChange ?? 0) > 0 }?.path
    }

    private func isEdited(_ event: Event) -> Bool {
        afterIDs[event.path].map { !(after.events[$0].op is Parameter) } ?? false
    }

    private func values(of event: Event) -> ComparedValues? {
        guard let id = afterIDs[event.path] else { return nil }
        let other = after.events[id]
        guard other.axes.count == event.axes.count else { return nil }
        let axes = zip(event.axes, other.axes).map { Alignment($0, $1) }
        guard axes.allSatisfy({ $0.axis.size > 0 }) else { return nil }
        return ComparedValues(
            path: event.path, axes: axes.map(\.axis),
            before: before.value(of: event.id).picking(axes.map(\.before)),
            after: after.value(of: id).picking(axes.map(\.after)))
    }
}

/// How much an event differs between two runs.
public struct EventChange: Sendable, Equatable {
    public let path: String
    /// The length of the difference by the length of the value before, all cells taken as one
    /// vector: 0 for no change, 1 for one as large as the value itself. Infinite where a number
    /// became infinite or finite or none at all, and where all was 0 before.
    public let relative: Double
}

/// The value of one event in two runs, on the rows and columns that both have.
public struct ComparedValues: Sendable {
    public let path: String
    /// With the labels of the first run.
    public let axes: [Axis]
    public let before: Tensor
    public let after: Tensor

    /// After minus before; 0 where both are the same infinity.
    public var difference: Tensor {
        Tensor(
            zip(before.elements, after.elements).map { $0 == $1 ? 0 : $1 - $0 },
            shape: before.shape)
    }

    /// See `EventChange.relative`.
    public var relativeChange: Double {
        if before.shape == after.shape, before.pointer == after.pointer { return 0 }
        let change = difference.sumOfSquares
        if change == 0 { return 0 }
        if change.isNaN { return .infinity }
        let size = Tensor(before.elements.map { $0.isFinite ? $0 : 0 }, shape: before.shape)
            .sumOfSquares
        return size == 0 ? .infinity : (change / size).squareRoot()
    }
}

extension Tensor {
    /// The cells at the chosen positions of each axis, every combination of them.
    fileprivate func picking(_ positions: [[Int]]) -> Tensor {
        if zip(positions, shape).allSatisfy({ $0.count == $1 }) { return self }
        var places = [0]
        for (chosen, size) in zip(positions, shape) {
            places = places.flatMap { place in chosen.map { place * size + $0 } }
        }
        let source = contiguous()
        return Tensor(places.map { source.pointer[$0] }, shape: positions.map(\.count))
    }
}
