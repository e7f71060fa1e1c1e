import Tensors
import Testing

@testable import Tracing

struct ReplayTests {
    static let graphs = [SmallGraph.single, SmallGraph.batched]

    /// Random changes of random parts, up to three at once.
    private static func edits(of trace: Trace, seed: UInt64) -> [Edit] {
        var numbers = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...3, using: &numbers)
        return (0..<count).map { _ in
            let event = trace.events[Int.random(in: 0..<trace.events.count, using: &numbers)]
            let cells = event.shape.map { size in
                Bool.random(using: &numbers) ? nil : Int.random(in: 0..<size, using: &numbers)
            }
            let change: Edit.Change =
                if SmallGraph.idPaths.contains(event.path) {
                    .set(Float(Int.random(in: 0..<8, using: &numbers)))
                } else if Bool.random(using: &numbers) {
                    .set(Float.random(in: -2...2, using: &numbers))
                } else if event.path.hasSuffix("residual"), Bool.random(using: &numbers) {
                    .bypass(input: Int.random(in: 0...1, using: &numbers))
                } else {
                    .scale([-1, 0, 0.5, 3][Int.random(in: 0..<4, using: &numbers)])
                }
            return Edit(event.path, cells: cells, change)
        }
    }

    /// What depends on the edited events, found by walking from them to their readers.
    private func dependents(of edits: [Edit], in trace: Trace) -> Set<Int> {
        var found: Set<Int> = []
        var waiting = trace.events.filter { event in edits.contains { $0.path == event.path } }
            .map(\.id)
        while let id = waiting.popLast() {
            if found.insert(id).inserted { waiting += trace.readers(of: id) }
        }
        return found
    }

    private func expectEqual(
        _ a: Trace, _ b: Trace, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(a.events.map(\.path) == b.events.map(\.path), sourceLocation: sourceLocation)
        for (left, right) in zip(a.events, b.events) {
            let areEqual =
                left.id == right.id && left.inputs == right.inputs && left.axes == right.axes
                && left.op.name == right.op.name && a.value(of: left.id) == b.value(of: right.id)
            #expect(areEqual, "\(left.path)", sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: graphs, 0..<60 as Range<UInt64>)
    func aReplayEqualsAFreshRun(graph: SmallGraph, seed: UInt64) {
        let original = graph.trace()
        let edits = ReplayTests.edits(of: original, seed: seed)
        let replay = original.replaying(edits)
        expectEqual(replay.trace, graph.trace(edits: edits))
        #expect(replay.recomputed == dependents(of: edits, in: original).sorted())
        // The rest is not only equal but the same memory.
        for event in original.events where !replay.recomputed.contains(event.id) {
            #expect(
                replay.trace.heldValue(of: event.id)?.pointer
                    == original.heldValue(of: event.id)?.pointer)
            #expect(replay.trace.events[event.id] === event)
        }
    }

    @Test(arguments: graphs)
    func noEditsChangeNothing(graph: SmallGraph) {
        let original = graph.trace()
        let replay = original.replaying([])
        #expect(replay.recomputed.isEmpty)
        expectEqual(replay.trace, original)
    }

    /// The first edits stay when others follow, wherever they stand.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func aReplayOfAReplayHoldsAllEdits(seed: UInt64) {
        let original = SmallGraph.single.trace()
        let first = ReplayTests.edits(of: original, seed: seed * 2)
        let second = ReplayTests.edits(of: original, seed: seed * 2 + 1)
        expectEqual(
            original.replaying(first).trace.replaying(second).trace,
            SmallGraph.single.trace(edits: first + second))
    }

    @Test(arguments: 0..<10 as Range<UInt64>)
    func droppedValuesAreNoHindrance(seed: UInt64) {
        let original = SmallGraph.single.trace()
        let edits = ReplayTests.edits(of: original, seed: seed)
        var sparse = original
        sparse.dropValues { $0.id.isMultiple(of: 2) || $0.path.hasPrefix("attention") }
        let replay = sparse.replaying(edits)
        expectEqual(replay.trace, original.replaying(edits).trace)
        for event in original.events where !replay.recomputed.contains(event.id) {
            let isHeld = replay.trace.heldValue(of: event.id) != nil
            #expect(isHeld == (sparse.heldValue(of: event.id) != nil), "nothing else is computed")
        }
    }

    @Test func aHeadOfZerosGivesTheOtherHeadAlone() throws {
        let original = SmallGraph.single.trace()
        let edit = Edit("attention.head_output", cells: [1, nil, nil], .set(0))
        let replay = original.replaying([edit]).trace
        let before = try #require(original["attention.concat"]).value
        let after = try #require(replay["attention.concat"]).value
        for position in 0..<5 {
            for feature in 0..<6 {
                let expected = feature < 3 ? before[position, feature] : 0
                #expect(after[position, feature] == expected)
            }
        }
    }

    /// The feed-forward part without the residual, and nothing but it.
    @Test func aBypassGivesTheInput() throws {
        let original = SmallGraph.single.trace()
        for (number, path) in ["attention.norm.output", "feed_forward.second"].enumerated() {
            let edit = Edit("feed_forward.residual", .bypass(input: number))
            let replay = original.replaying([edit]).trace
            let residual = try #require(replay["feed_forward.residual"])
            #expect(residual.value == original[path]?.value)
            #expect(residual.event.op.name == "add, edited")
            expectEqual(replay, SmallGraph.single.trace(edits: [edit]))
        }
    }

    // MARK: Tokens

    private let newWords = ["the", "dog", "saw", "cat", "run"]

    /// Another word in the sentence: values and labels are those of a run with the new sentence,
    /// those of the shifted sequence too.
    @Test func tokensBringTheirLabels() {
        let original = SmallGraph.single.trace()
        // The targets are the same words turned by one place, a sequence of their own.
        let edits = [
            Edit("source.ids", .tokens(ids: [3, 6, 4, 1, 5], labels: newWords)),
            Edit(
                "targets",
                .tokens(ids: [6, 4, 1, 5, 3], labels: ["dog", "saw", "cat", "run", "the"])),
        ]
        let replay = original.replaying(edits).trace
        let fresh = SmallGraph(ids: [3, 6, 4, 1, 5], words: newWords).trace()
        for (a, b) in zip(replay.events, fresh.events) {
            #expect(a.axes == b.axes, "\(a.path)")
            #expect(replay.value(of: a.id) == fresh.value(of: b.id), "\(a.path)")
        }
    }

    @Test func oneTokenCanBeReplacedAlone() throws {
        let edit = Edit("source.ids", cells: [1], .tokens(ids: [0, 6, 0, 0, 0], labels: newWords))
        let replay = SmallGraph.single.trace().replaying([edit]).trace
        let ids = try #require(replay["source.ids"])
        #expect(ids.value.elements == [3, 6, 4, 1, 5])
        #expect(ids.axes[0].labels == newWords)
        let mask = try #require(replay["attention.mask"])
        #expect(mask.axes[1].labels == ["<sos>", "the", "dog", "saw", "cat"])
    }
}

extension SmallGraph: CustomStringConvertible {
    var description: String { batch.map { "batch of \($0)" } ?? "one sentence" }
}
