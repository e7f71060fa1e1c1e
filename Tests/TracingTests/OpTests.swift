import Foundation
import Tensors
import Testing

@testable import Tracing

struct OpTests {
    /// A new op without a case in the table fails here.
    @Test func theTableHoldsEveryOp() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Tracing/Ops")
        var declared: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(
                of: try Regex("struct (\\w+): Op ", as: (Substring, Substring).self))
            {
                declared.insert(String(match.1))
            }
        }
        #expect(declared.count > 20)
        #expect(declared == Set(OpCase.all.map { "\(type(of: $0.op))" }))
    }

    /// The terms of a derivation, combined one number at a time, give the cell to the last bit, and
    /// every factor is the cell that it names.
    @Test(arguments: OpCase.all.indices)
    func derivationsCombineToTheValue(number: Int) {
        let example = OpCase.all[number]
        let value = example.op.forward(example.inputs)
        forEachCell(of: value.shape) { _, cell in
            let derivation = example.op.derive(cell, from: example.inputs)
            #expect(
                derivation.combined.bitPattern == value[cell].bitPattern, "\(example) at \(cell)")
            for factor in derivation.terms.flatMap(\.factors) {
                #expect(factor.value == example.inputs[factor.input][factor.cell])
            }
            guard !derivation.terms.isEmpty else { return }
            let sum = derivation.terms.reduce(0.0) { $0 + Double($1.contribution) }
            #expect(
                abs(sum - Double(value[cell])) < 1e-4 * max(1, abs(sum)),
                "\(example) at \(cell): the contributions sum to \(sum), the value is \(value[cell])"
            )
        }
    }

    @Test(arguments: OpCase.all.indices)
    func axesFitTheValue(number: Int) {
        let example = OpCase.all[number]
        let axes = example.inputs.map { [Axis].unnamed($0.shape) }
        #expect(
            example.op.axes(axes).map(\.size) == example.op.forward(example.inputs).shape,
            "\(example)")
    }

    /// Against central differences of a random linear function of the value.
    @Test(arguments: OpCase.all.indices)
    func gradientsAreThoseOfFiniteDifferences(number: Int) {
        let example = OpCase.all[number]
        var numbers = Numbers(seed: UInt64(number))
        let direction = numbers.tensor(example.op.forward(example.inputs).shape)
        func loss(_ inputs: [Tensor]) -> Double {
            zip(example.op.forward(inputs).elements, direction.elements)
                .reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        let inputs = example.inputs.enumerated().map { index, value in
            tracer.emit(Constant(value), [], at: "input\(index)")
        }
        let value = tracer.emit(example.op, inputs, at: "value")
        let weights = tracer.emit(Constant(direction), [], at: "direction", axes: value.axes)
        let product = tracer.emit(Multiply(), [value, weights], at: "product")
        let total = tracer.emit(SumLeading(to: []), [product.flattened(in: tracer)], at: "loss")
        let (_, gradients) = recorder.trace.backward(from: total.event.id)
        for (index, input) in inputs.enumerated() {
            guard example.differentiable.contains(index) else {
                #expect(gradients[input.event.id] == nil || !example.differentiable.isEmpty)
                continue
            }
            guard let gradient = gradients[input.event.id] else {
                Issue.record("\(example): no gradient for input \(index)")
                continue
            }
            #expect(gradient.value.shape == input.value.shape)
            for place in 0..<input.value.count {
                let step: Float = 1e-2
                func moved(_ by: Float) -> [Tensor] {
                    var changed = example.inputs
                    changed[index].update { $0[place] += by }
                    return changed
                }
                let estimate = (loss(moved(step)) - loss(moved(-step))) / Double(2 * step)
                let exact = Double(gradient.value.elements[place])
                #expect(
                    abs(exact - estimate) < 2e-2 * max(1, abs(estimate)),
                    "\(example), input \(index), place \(place)")
            }
        }
    }

    @Test func permutingTheInputOfASoftmaxPermutesItsOutput() {
        var numbers = Numbers(seed: 8)
        let scores = numbers.tensor([1, 6]).elements
        let order = [3, 0, 5, 1, 4, 2]
        let weights = Softmax(axis: "key").forward([Tensor(scores)]).elements
        let permuted = Softmax(axis: "key").forward([Tensor(order.map { scores[$0] })]).elements
        for (place, source) in order.enumerated() {
            #expect(abs(permuted[place] - weights[source]) < 1e-6)
        }
    }

    /// PE(1, 3) with d_model = 6: the second token, the fourth entry, so i = 1 and a cosine.
    @Test func positionsAreThoseWorkedByHand() {
        let positions = SinusoidalPositions(positions: 3, dModel: 6)
        let matrix = positions.forward([])
        let denominator = pow(10_000, 2.0 / 6.0)
        #expect(abs(Double(matrix[1, 3]) - cos(1 / denominator)) < 1e-6)
        #expect(abs(Double(matrix[2, 2]) - sin(2 / denominator)) < 1e-6)
        #expect((0..<6).map { matrix[0, $0] } == [0, 1, 0, 1, 0, 1])
    }
}

extension Traced {
    /// The same numbers on one axis, so that they can be summed.
    fileprivate func flattened(in tracer: Tracer) -> Traced {
        tracer.emit(Flatten(), [self], at: "flat")
    }
}

/// Only for these tests: nothing in a transformer flattens.
private struct Flatten: Op {
    let name = "flatten"
    let formula = "y = x"
    func axes(_ inputs: [[Axis]]) -> [Axis] {
        [Axis("cell", size: inputs[0].reduce(1) { $0 * $1.size })]
    }
    func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].reshaped([inputs[0].count]) }
    func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation { .leaf(0) }
    func gradient(_ step: GradientStep) -> Traced? {
        step.emit(Unflatten(shape: step.inputs[0].value.shape), [step.upstream])
    }
}

private struct Unflatten: Op {
    let shape: [Int]
    let name = "unflatten"
    let formula = "y = x"
    func axes(_ inputs: [[Axis]]) -> [Axis] { .unnamed(shape) }
    func forward(_ inputs: [Tensor]) -> Tensor { inputs[0].reshaped(shape) }
    func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation { .leaf(0) }
}
