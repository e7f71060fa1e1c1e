import Models
import Tensors
import Testing
import Tokenizers

@testable import Tracing

struct TraceTests {
    @Test func pathsAreUniqueAndInputsComeEarlier() {
        let (trace, loss) = SampleModel.runWithLoss()
        let events = trace.backward(from: loss).trace.events
        #expect(Set(events.map(\.path)).count == events.count)
        for event in events { #expect(event.inputs.allSatisfy { $0 < event.id }) }
    }

    @Test func everyCellOfTheModelDerivesToTheLastBit() {
        let (forward, loss) = SampleModel.runWithLoss()
        let trace = forward.backward(from: loss).trace
        for event in trace.events {
            let value = trace.value(of: event.id)
            let inputs = event.inputs.map { trace.value(of: $0) }
            var isExact = true
            forEachCell(of: value.shape) { _, cell in
                let combined = event.op.derive(cell, from: inputs).combined
                isExact = isExact && combined.bitPattern == value[cell].bitPattern
            }
            #expect(isExact, "\(event.path)")
        }
    }

    @Test func droppedValuesAreComputedAgainWithTheSameBits() {
        let trace = SampleModel.run()
        var sparse = trace
        sparse.dropValues { !($0.op is Parameter) }
        for event in trace.events {
            #expect((event.op is Parameter) == (sparse.heldValue(of: event.id) != nil))
            #expect(sparse.value(of: event.id) == trace.value(of: event.id), "\(event.path)")
        }
    }

    /// What a learner may change: a mask entry, a head, a whole matrix, a scaled row, a token.
    static let edits: [Edit] = [
        Edit("encoder.0.self_attention.mask", cells: [1, 4], .set(-.infinity)),
        Edit("decoder.0.self_attention.mask", .set(0)),
        Edit("encoder.1.self_attention.head_output", cells: [0, nil, nil], .set(0)),
        Edit("encoder.positional_encoding.matrix", .set(0)),
        Edit("decoder.0.cross_attention.scaled", cells: [1, 2, nil], .scale(3)),
        Edit("logits.bias", cells: [4], .set(9)),
        Edit(
            "source.ids",
            .tokens(ids: [3, 8, 5, 6, 4, 2], labels: ["Your", "dog", "is", "a", "cat", "<eos>"])),
    ]

    @Test(arguments: edits.indices)
    func aReplayEqualsAFreshRunAndTouchesOnlyWhatDepends(number: Int) {
        let edit = TraceTests.edits[number]
        let original = SampleModel.run()
        let replay = original.replaying([edit])
        let fresh = SampleModel.run(edits: [edit])
        for event in original.events {
            #expect(replay.trace.value(of: event.id) == fresh.value(of: event.id), "\(event.path)")
        }
        // What depends on the edited event, found by walking from it to its readers.
        var dependent: Set<Int> = []
        var waiting = original.events.filter { $0.path == edit.path }.map(\.id)
        while let id = waiting.popLast() {
            if dependent.insert(id).inserted { waiting += original.readers(of: id) }
        }
        #expect(Set(replay.recomputed) == dependent)
        #expect(dependent.count < original.events.count)
        #expect(
            replay.trace.value(of: original.events.count - 1)
                != original.value(of: original.events.count - 1), "the edit changes the result")
    }

    @Test func anEditedTokenBringsItsLabel() throws {
        let replay = SampleModel.run().replaying([TraceTests.edits[6]]).trace
        let weights = try #require(replay["encoder.0.self_attention.weights"])
        #expect(weights.axes.last?.labels == ["Your", "dog", "is", "a", "cat", "<eos>"])
        let fresh = SampleModel.run(
            source: TokenSequence(
                ids: [3, 8, 5, 6, 4, 2], labels: ["Your", "dog", "is", "a", "cat", "<eos>"]))
        for (a, b) in zip(replay.events, fresh.events) { #expect(a.axes == b.axes, "\(a.path)") }
    }

    /// Every event's gradient, not only a parameter's, against the loss of replays with one cell
    /// moved a little.
    @Test func gradientsOfEveryEventAreThoseOfFiniteDifferences() {
        let (trace, loss) = SampleModel.runWithLoss()
        let gradients = trace.backward(from: loss).gradients
        var numbers = SeededGenerator(seed: 12)
        var checked = 0
        for event in trace.events {
            guard let gradient = gradients[event.id], event.id != loss else { continue }
            let value = trace.value(of: event.id)
            #expect(gradient.value.shape == value.shape)
            let cell = event.shape.map { Int.random(in: 0..<$0, using: &numbers) }
            // A ReLU's kink and a mask's infinity have no derivative to compare with.
            guard value[cell].isFinite,
                value[cell].magnitude > 0.02 || !event.path.hasSuffix("first_linear")
            else { continue }
            // Statistics of a row move with the row; alone they are not free.
            if event.op is Mean { continue }
            func lossWith(_ number: Float) -> Double {
                let edit = Edit(event.path, cells: cell, .set(number))
                return Double(trace.replaying([edit]).trace.value(of: loss)[[]])
            }
            let step: Float = 4e-3
            let estimate =
                (lossWith(value[cell] + step) - lossWith(value[cell] - step)) / Double(2 * step)
            let exact = Double(gradient.value[cell])
            #expect(abs(exact - estimate) < 2e-3 + 2e-2 * abs(estimate), "\(event.path) at \(cell)")
            checked += 1
        }
        #expect(checked > 100)
    }

    @Test func maskedWeightsAreExactlyZero() throws {
        let trace = SampleModel.run()
        let weights = try #require(trace["decoder.0.self_attention.weights"]).value
        for head in 0..<2 {
            for query in 0..<4 {
                for key in query + 1..<4 { #expect(weights[head, query, key] == 0) }
            }
        }
    }

    /// Without positions the encoder is equivariant: permuting the words permutes its output.
    @Test func withoutPositionsPermutingTheWordsPermutesTheMemory() throws {
        let silence = Edit("encoder.positional_encoding.matrix", .set(0))
        let order = [4, 2, 0, 5, 1, 3]
        let source = SampleModel.source
        let permuted = TokenSequence(
            ids: order.map { source.ids[$0] }, labels: order.map { source.labels[$0] })
        let path = "encoder.1.feed_forward.layer_norm.output"
        let memory = try #require(SampleModel.run(edits: [silence])[path]).value
        let other = try #require(SampleModel.run(source: permuted, edits: [silence])[path]).value
        for (place, original) in order.enumerated() {
            for feature in 0..<8 {
                #expect(abs(other[place, feature] - memory[original, feature]) < 1e-5)
            }
        }
    }

    @Test func sinksReceiveEventsInOrder() {
        final class Names: Sink {
            var paths: [String] = []
            func receive(_ traced: Traced) { paths.append(traced.event.path) }
        }
        let names = Names()
        SampleModel.model.run(
            source: SampleModel.source, target: SampleModel.target,
            in: Scope(tracer: Tracer(sink: names), parameters: SampleModel.parameters))
        #expect(names.paths == SampleModel.run().events.map(\.path))
    }
}
