import Tensors

extension Trace {
    /// Walks the graph backward from a loss and emits the gradient of every event that leads to it,
    /// as events of the same trace: `gradient.` before the path. Where several events read one, each
    /// contribution is an event `gradient.<path>.via.<reader>` and their sum is the gradient.
    ///
    /// - Parameters:
    ///   - loss: the id of an event with a single number.
    ///   - isWanted: the events whose gradients are asked for; others are computed only where they
    ///     lie on the way. By default every event.
    /// - Returns: the trace with the gradients, and the gradient of each wanted event by its id.
    public func backward(
        from loss: Int, wanted isWanted: (Event) -> Bool = { _ in true }
    ) -> (trace: Trace, gradients: [Int: Traced]) {
        let (trace, gradients) = continuing {
            emitGradients(from: loss, wanted: isWanted, tracer: $0)
        }
        return (trace, gradients)
    }

    /// The gradients of the wanted events alone, by their ids. Those on the way are not kept: their
    /// memory is taken again at once, while it is still in the processor's cache.
    public func gradients(
        from loss: Int, wanted isWanted: (Event) -> Bool
    ) -> [Int: Traced] {
        emitGradients(
            from: loss, wanted: isWanted, tracer: Tracer(continuing: self, sink: nil))
    }

    private func emitGradients(
        from loss: Int, wanted isWanted: (Event) -> Bool, tracer: Tracer
    ) -> [Int: Traced] {
        precondition(self[loss].value.count == 1, "a gradient starts from a single number")
        let isNeeded = needed(from: loss, wanted: isWanted)
        let readings = countReadings(upTo: loss, where: isNeeded)
        var contributions = [[Traced]](repeating: [], count: loss + 1)
        var gradients: [Int: Traced] = [:]

        for event in events[...loss].reversed() where isNeeded[event.id] {
            let upstream: Traced
            if event.id == loss {
                upstream = tracer.emit(
                    Constant(Tensor(repeating: 1, shape: event.shape)), [],
                    at: "gradient." + event.path, axes: event.axes)
            } else if contributions[event.id].isEmpty {
                continue
            } else if readings[event.id] == 1 {
                upstream = contributions[event.id][0]
            } else {
                upstream = tracer.emit(
                    Add(), contributions[event.id], at: "gradient." + event.path,
                    axes: event.axes)
            }
            contributions[event.id] = []
            if isWanted(event) { gradients[event.id] = upstream }
            guard event.inputs.contains(where: { isNeeded[$0] }) else { continue }
            let output = self[event.id]
            let inputs = event.inputs.map { self[$0] }
            for (index, input) in inputs.enumerated() where isNeeded[input.event.id] {
                let path =
                    readings[input.event.id] == 1
                    ? "gradient." + input.event.path
                    : contributionPath(of: input.event, readBy: event, at: index)
                let step = GradientStep(
                    input: index, inputs: inputs, output: output, upstream: upstream, path: path,
                    tracer: tracer)
                if let contribution = event.op.gradient(step) {
                    contributions[input.event.id].append(contribution)
                }
            }
        }
        return gradients
    }

    /// An event needs a gradient if it leads to the loss, and is wanted or led to by one that is.
    private func needed(from loss: Int, wanted isWanted: (Event) -> Bool) -> [Bool] {
        var leadsToLoss = [Bool](repeating: false, count: events.count)
        leadsToLoss[loss] = true
        for event in events[...loss].reversed() where leadsToLoss[event.id] {
            for input in event.inputs { leadsToLoss[input] = true }
        }
        var isNeeded = [Bool](repeating: false, count: events.count)
        for event in events[...loss] where leadsToLoss[event.id] {
            isNeeded[event.id] = isWanted(event) || event.inputs.contains { isNeeded[$0] }
        }
        return isNeeded
    }

    /// How often each event is read by those that need a gradient.
    private func countReadings(upTo loss: Int, where isNeeded: [Bool]) -> [Int] {
        var readings = [Int](repeating: 0, count: loss + 1)
        for event in events[...loss] where isNeeded[event.id] {
            for input in event.inputs { readings[input] += 1 }
        }
        return readings
    }

    private func contributionPath(of input: Event, readBy reader: Event, at index: Int) -> String {
        let earlier = reader.inputs[..<index].count { $0 == input.id }
        let again = earlier == 0 ? "" : ".\(earlier)"
        return "gradient.\(input.path).via.\(reader.path)\(again)"
    }
}
