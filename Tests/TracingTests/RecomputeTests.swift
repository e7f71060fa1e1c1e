import Tensors
import Testing

@testable import Tracing

struct RecomputeTests {
    private func expectSameValues(_ sparse: Trace, _ full: Trace) {
        for event in full.events {
            #expect(sparse.value(of: event.id) == full.value(of: event.id), "\(event.path)")
        }
    }

    @Test(arguments: ReplayTests.graphs, 0..<20 as Range<UInt64>)
    func droppedValuesComeBackWithTheSameBits(graph: SmallGraph, seed: UInt64) {
        let full = graph.trace()
        var sparse = full
        var numbers = SeededGenerator(seed: seed)
        let share = Double.random(in: 0...1, using: &numbers)
        var dropped: Set<Int> = []
        sparse.dropValues { event in
            guard Double.random(in: 0..<1, using: &numbers) < share else { return false }
            dropped.insert(event.id)
            return true
        }
        for event in full.events {
            #expect((sparse.heldValue(of: event.id) == nil) == dropped.contains(event.id))
        }
        expectSameValues(sparse, full)
    }

    /// Everything is gone, the leaves' values too: they hold their own.
    @Test(arguments: ReplayTests.graphs)
    func aTraceWithoutValuesIsStillWhole(graph: SmallGraph) {
        let full = graph.trace()
        var empty = full
        empty.dropValues { _ in true }
        #expect(full.events.allSatisfy { empty.heldValue(of: $0.id) == nil })
        expectSameValues(empty, full)
        #expect(empty["loss"]?.value == full["loss"]?.value)
    }

    @Test func editedValuesComeBackEdited() {
        let edits = [
            Edit("attention.weights", cells: [0, nil, 2], .set(0.5)),
            Edit("attention.mask", cells: [1, 3], .set(0)),
            Edit("source.ids", cells: [2], .set(7)), Edit("sum", .scale(-2)),
        ]
        for full in [
            SmallGraph.single.trace(edits: edits),
            SmallGraph.single.trace().replaying(edits).trace,
        ] {
            var empty = full
            empty.dropValues { _ in true }
            expectSameValues(empty, full)
        }
    }

    @Test func gradientsComeBackToo() throws {
        let trace = SmallGraph.single.trace()
        let full = trace.backward(from: try #require(trace["loss"]).event.id).trace
        var empty = full
        empty.dropValues { _ in true }
        expectSameValues(empty, full)
    }

    /// What one copy of a trace computes again is not what another has at the same place.
    @Test func copiesThatGoDifferentWaysKeepTheirOwnValues() throws {
        var empty = SmallGraph.single.trace()
        empty.dropValues { _ in true }
        let changed = empty.replaying([Edit("sum", .scale(3))]).trace
        let continuations = [Float(2), 5].map { factor in
            var trace = empty.continued { tracer in
                let sum = empty["sum"]
                _ = sum.map { tracer.emit(Scale(by: factor, because: "test"), [$0], at: "more") }
            }
            trace.dropValues { _ in true }
            return trace
        }
        for _ in 0..<2 {
            let sum = try #require(empty["sum"]).value
            #expect(changed["sum"]?.value == sum.scaled(by: 3))
            #expect(continuations[0]["more"]?.value == sum.scaled(by: 2))
            #expect(continuations[1]["more"]?.value == sum.scaled(by: 5))
        }
    }

    /// A few values at a time are kept, however many are asked for, and each comes back right.
    @Test func onlyTheLastComputedValuesAreKept() {
        let kept = RecomputedValues()
        let size = 1 << 24
        for id in 0..<6 { kept.keep(Tensor(repeating: Float(id), shape: [size]), of: id) }
        #expect((0..<6).map { kept[$0] != nil } == [false, false, true, true, true, true])
        #expect(kept[5]?[size - 1] == 5)
        // One that is larger than all together may have.
        kept.keep(Tensor(placeholder: [1 << 20, 1 << 10]), of: 6)
        #expect((0..<7).filter { kept[$0] != nil } == [6])
    }

    /// Forty residuals have 2 to the 40 paths; each event must be computed once.
    @Test(.timeLimit(.minutes(1)))
    func manyResidualsTakeNoTime() {
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        var x = tracer.emit(Constant(Tensor([1])), [], at: "0")
        for layer in 1...40 { x = tracer.emit(Add(), [x, x], at: String(layer)) }
        var empty = recorder.trace
        empty.dropValues { _ in true }
        #expect(empty.value(of: 40).elements == [0x1p40])
    }
}
