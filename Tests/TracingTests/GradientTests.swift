import Tensors
import Testing

@testable import Tracing

/// The gradient of every op against central differences of a random linear function of its value.
struct GradientTests {
    /// Cubic terms leave an error of the square of the step, float rounding one of 1e-6 by the step.
    private static let step: Float = 1e-2

    /// The sum over the cells of the value times fixed random weights.
    private struct LinearLoss {
        let op: any Op
        let weights: Tensor

        init(_ example: OpExample) {
            op = example.op
            var numbers = SeededGenerator(seed: 21)
            let value = example.op.forward(example.inputs)
            var weights = numbers.tensor(value.shape)
            // An infinite cell stays what it is: it has no slope.
            for (position, number) in value.elements.enumerated() where number.isInfinite {
                weights.update { $0[position] = 0 }
            }
            self.weights = weights
        }

        /// In double precision, so that the differences keep their digits.
        func value(_ inputs: [Tensor]) -> Double {
            zip(op.forward(inputs).elements, weights.elements).reduce(0) { sum, pair in
                pair.0.isFinite ? sum + Double(pair.0) * Double(pair.1) : sum
            }
        }

        func slope(_ inputs: [Tensor], input: Int, position: Int) -> Double {
            func moved(by step: Float) -> (at: Float, loss: Double) {
                var inputs = inputs
                inputs[input].update { $0[position] += step }
                return (inputs[input].elements[position], value(inputs))
            }
            let (high, low) = (moved(by: GradientTests.step), moved(by: -GradientTests.step))
            guard high.at.isFinite else { return 0 }
            return (high.loss - low.loss) / Double(high.at - low.at)
        }

        /// By the trace's own backward.
        func gradients(_ inputs: [Tensor]) -> [Traced?] {
            let recorder = Recorder()
            let tracer = Tracer(sink: recorder)
            let leaves = inputs.enumerated().map { number, input in
                tracer.emit(Constant(input), [], at: "input\(number)")
            }
            let value = tracer.emit(op, leaves, at: "value")
            let factors = tracer.emit(Constant(weights), [], at: "weights")
            let product = tracer.emit(Multiply(), [value, factors], at: "product")
            let loss = tracer.emit(SumLeading(to: []), [product], at: "loss")
            let (_, gradients) = recorder.trace.backward(from: loss.event.id)
            return leaves.map { gradients[$0.event.id] }
        }
    }

    @Test(arguments: OpExample.all.filter { !$0.differentiable.isEmpty })
    func gradientsAreTheSlopes(example: OpExample) throws {
        let loss = LinearLoss(example)
        let gradients = loss.gradients(example.inputs)
        for (number, input) in example.inputs.enumerated() where !example.indices.contains(number) {
            let gradient = gradients[number]?.value
            #expect((gradient != nil) == example.differentiable.contains(number))
            if let gradient { #expect(gradient.shape == input.shape) }
            let numbers = gradient?.elements ?? [Float](repeating: 0, count: input.count)
            for position in 0..<input.count {
                let slope = loss.slope(example.inputs, input: number, position: position)
                #expect(
                    abs(Double(numbers[position]) - slope) <= 1e-3 + 2e-3 * abs(slope),
                    "input \(number), number \(position): \(numbers[position]) for \(slope)")
            }
        }
    }

    @Test(arguments: OpExample.all)
    func nothingPassesToWhatChoosesOrIsAGradient(example: OpExample) {
        let gradients = LinearLoss(example).gradients(example.inputs)
        for number in example.inputs.indices {
            #expect((gradients[number] != nil) == example.differentiable.contains(number))
        }
    }
}
