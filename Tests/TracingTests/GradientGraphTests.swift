import Tensors
import Testing

@testable import Tracing

/// Backward through a whole graph.
struct GradientGraphTests {
    /// A graph with the gradients of all that leads to its loss.
    private struct Walked {
        let forward: Trace
        let trace: Trace
        let gradients: [Int: Traced]
        let loss: Int

        init(_ graph: SmallGraph, edits: [Edit] = []) throws {
            forward = graph.trace(edits: edits)
            loss = try #require(forward[SmallGraph.loss]).event.id
            (trace, gradients) = forward.backward(from: loss)
        }

        func gradient(_ path: String) throws -> Traced {
            let event = try #require(forward[path]).event
            return try #require(gradients[event.id])
        }

        /// The loss with one number of an event changed.
        func loss(with edit: Edit) -> Double {
            Double(forward.replaying([edit]).trace.value(of: loss)[[]])
        }

        /// The central difference at one cell.
        func slope(of event: Event, at cell: [Int]) -> Double {
            let value = forward.value(of: event.id)[cell]
            guard value.isFinite else { return 0 }
            let step: Float = event.id == loss ? 0.1 : 5e-3
            let (high, low) = (value + step, value - step)
            let difference =
                loss(with: Edit(event.path, cells: cell, .set(high)))
                - loss(with: Edit(event.path, cells: cell, .set(low)))
            return difference / Double(high - low)
        }
    }

    /// The events of which there is no slope: whole numbers, and what the loss does not depend on.
    private func hasGradient(_ event: Event) -> Bool {
        !(SmallGraph.idPaths + ["percent", "half"]).contains(event.path)
    }

    /// Every event, inside the graph too, at up to eight cells: what a replay with one number moved
    /// makes of the loss.
    @Test(arguments: ReplayTests.graphs)
    func gradientsAreTheSlopesOfReplays(graph: SmallGraph) throws {
        let walked = try Walked(graph)
        // Far enough from the ReLU's kink that no step crosses it.
        let kink = try #require(walked.forward["feed_forward.first"]).value.elements
        #expect(kink.allSatisfy { $0.magnitude > 0.02 })
        var numbers = SeededGenerator(seed: 61)
        for event in walked.forward.events {
            let gradient = walked.gradients[event.id]
            #expect((gradient != nil) == hasGradient(event), "\(event.path)")
            guard let gradient else { continue }
            #expect(gradient.value.shape == event.shape, "\(event.path)")
            #expect(gradient.axes == event.axes, "\(event.path)")
            var cells: [[Int]] = []
            forEachCell(of: event.shape) { cells.append($1) }
            for cell in cells.shuffled(using: &numbers).prefix(8) {
                let slope = walked.slope(of: event, at: cell)
                let value = Double(gradient.value[cell])
                #expect(
                    abs(value - slope) <= 2e-3 + 1e-2 * abs(slope),
                    "\(event.path)\(cell): \(value) for \(slope)")
            }
        }
    }

    @Test(arguments: ReplayTests.graphs)
    func pathsAreUnique(graph: SmallGraph) throws {
        let paths = try Walked(graph).trace.events.map(\.path)
        #expect(Set(paths).count == paths.count)
    }

    @Test func theForwardEventsStayAsTheyAre() throws {
        let walked = try Walked(.single)
        for (before, after) in zip(walked.forward.events, walked.trace.events) {
            #expect(before === after)
        }
        for event in walked.trace.events.dropFirst(walked.forward.events.count) {
            #expect(event.path.hasPrefix("gradient."))
            #expect(event.inputs.allSatisfy { $0 < event.id })
        }
    }

    @Test(arguments: ReplayTests.graphs)
    func everyCellDerivesToItsBits(graph: SmallGraph) throws {
        let trace = try Walked(graph).trace
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

    /// The table is read by the lookup and by the output map; the feed forward twice by one sum.
    @Test func whatSeveralReadGetsTheSum() throws {
        let walked = try Walked(.single)
        for (path, vias) in [
            ("table", ["lookup", "logits"]),
            ("feed_forward.second", ["feed_forward.residual", "feed_forward.residual.1"]),
            (
                "sum",
                ["attention.query", "attention.key", "attention.value", "attention.residual"]
            ),
        ] {
            let gradient = try walked.gradient(path)
            #expect(gradient.event.path == "gradient." + path)
            #expect(gradient.event.op is Add)
            let contributions = gradient.event.inputs.map { walked.trace[$0] }
            #expect(
                Set(contributions.map(\.event.path))
                    == Set(vias.map { "gradient.\(path).via.\($0)" }))
            let sum = contributions.dropFirst().reduce(contributions[0].value) {
                $0.adding($1.value)
            }
            #expect(gradient.value == sum)
        }
    }

    /// A reader that does not lead to the loss makes no detour.
    @Test func sideBranchesLeaveNoTrace() throws {
        let walked = try Walked(.single)
        #expect(try walked.gradient("probabilities").event.path == "gradient.probabilities")
        #expect(
            !walked.trace.events.contains { $0.path.contains("percent") && $0.id > walked.loss + 1 }
        )
        #expect(!walked.trace.events.contains { $0.path.contains(".via.percent") })
    }

    @Test func onlyWhatIsWantedIsComputed() throws {
        let all = try Walked(.single)
        let (trace, gradients) = all.forward.backward(from: all.loss) { $0.op is Parameter }
        let parameters = all.forward.events.filter { $0.op is Parameter }
        #expect(Set(gradients.keys) == Set(parameters.map(\.id)))
        for (id, gradient) in gradients { #expect(gradient.value == all.gradients[id]?.value) }
        #expect(trace.events.count < all.trace.events.count)
        #expect(trace["gradient.attention.mask"] == nil)
        #expect(trace["gradient.positions"] == nil)

        // The bias of the last layer norm: three steps from the loss, no way through the attention.
        let (few, one) = all.forward.backward(from: all.loss) {
            $0.path == "feed_forward.norm.beta"
        }
        #expect(one.count == 1)
        #expect(!few.events.contains { $0.path.hasPrefix("gradient.attention") })
        let none = all.forward.backward(from: all.loss) { $0.path == "percent" }
        #expect(none.gradients.isEmpty)
    }

    @Test func droppedValuesAreNoHindrance() throws {
        let all = try Walked(.single)
        var sparse = all.forward
        sparse.dropValues { !$0.id.isMultiple(of: 3) }
        let gradients = sparse.backward(from: all.loss).gradients
        #expect(gradients.count == all.gradients.count)
        for (id, gradient) in gradients { #expect(gradient.value == all.gradients[id]?.value) }
    }

    /// What was set no longer depends on anything; what was scaled does so as much more.
    @Test func editedEventsPassOnTheirPart() throws {
        let edits = [
            Edit("attention.head_output", cells: [0, nil, nil], .set(0)),
            Edit("sum", cells: [1, nil], .scale(-3)), Edit("feed_forward.relu", .scale(0.5)),
        ]
        let walked = try Walked(.single, edits: edits)
        let value = try walked.gradient("attention.value").value
        let query = try walked.gradient("attention.query").value
        for position in 0..<5 {
            for feature in 0..<3 {
                #expect(value[position, feature] == 0)
                #expect(query[position, feature] == 0)
            }
        }
        for path in ["table", "attention.value.weight", "feed_forward.first.bias", "positions"] {
            let event = try #require(walked.forward[path]).event
            let gradient = try walked.gradient(path).value
            forEachCell(of: event.shape) { _, cell in
                let slope = walked.slope(of: event, at: cell)
                #expect(abs(Double(gradient[cell]) - slope) <= 2e-3 + 1e-2 * abs(slope))
            }
        }
    }
}
