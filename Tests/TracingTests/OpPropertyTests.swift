import Foundation
import Tensors
import Testing

@testable import Tracing

/// What must hold of every op, over the table of examples.
struct OpPropertyTests {
    /// A new op without an example in the table fails here.
    @Test func theTableHoldsEveryOp() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Tracing/Ops")
        var declared: Set<String> = []
        for file in try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        {
            let text = try String(contentsOf: file, encoding: .utf8)
            let names = text.matches(of: /(?:struct|enum|class|extension) (\w+): [^{]*\bOp\b/)
            declared.formUnion(names.map { String($0.1) })
        }
        #expect(declared == Set(OpExample.all.map(\.typeName)))
    }

    @Test(arguments: OpExample.all)
    func axesFitTheValue(example: OpExample) {
        let axes = example.inputs.map { [Axis].unnamed($0.shape) }
        #expect(example.op.axes(axes).map(\.size) == example.op.forward(example.inputs).shape)
    }

    /// The order in memory is no part of a value.
    @Test(arguments: OpExample.all)
    func stridesChangeNothing(example: OpExample) {
        #expect(example.op.forward(example.strided().inputs) == example.op.forward(example.inputs))
    }

    /// The terms of a derivation, combined one number at a time, give each cell to the last bit.
    @Test(arguments: OpExample.all)
    func derivationsCombineToTheCell(example: OpExample) {
        for variant in [example, example.strided(), example.withZeros()] {
            let value = variant.op.forward(variant.inputs)
            var wrong: [String] = []
            forEachCell(of: value.shape) { _, cell in
                let combined = variant.op.derive(cell, from: variant.inputs).combined
                if combined.bitPattern != value[cell].bitPattern {
                    wrong.append("\(cell): \(combined) for \(value[cell])")
                }
            }
            #expect(wrong.isEmpty)
        }
    }

    @Test(arguments: OpExample.all)
    func factorsAreTheCellsThatTheyName(example: OpExample) {
        forEachCell(of: example.op.forward(example.inputs).shape) { _, cell in
            for term in example.op.derive(cell, from: example.inputs).terms {
                for factor in term.factors {
                    let named = example.inputs[factor.input][factor.cell]
                    #expect(factor.value.bitPattern == named.bitPattern)
                }
            }
        }
    }

    /// The contributions add up to the value; in a softmax, the parts stand in its proportion.
    @Test(arguments: OpExample.all)
    func contributionsAddUpToTheCell(example: OpExample) {
        let value = example.op.forward(example.inputs)
        forEachCell(of: value.shape) { _, cell in
            let derivation = example.op.derive(cell, from: example.inputs)
            let addends = derivation.terms.filter { $0.contribution != 0 }
            let sum = addends.reduce(0.0) { $0 + Double($1.contribution) }
            let size = addends.reduce(0.0) { $0 + Double($1.contribution.magnitude) }
            if addends.contains(where: { $0.contribution.isInfinite }) {
                #expect(sum == Double(value[cell]))
            } else if !derivation.terms.isEmpty {
                #expect(abs(sum - Double(value[cell])) <= 1e-5 * size)
            }
        }
    }

    /// Changing a number that a derivation does not name leaves the cell as it is.
    @Test(arguments: OpExample.all)
    func derivationsNameEverythingThatCounts(example: OpExample) {
        let value = example.op.forward(example.inputs)
        var named: [[Int]: Set<[Int]>] = [:]
        forEachCell(of: value.shape) { _, cell in
            let factors = example.op.derive(cell, from: example.inputs).terms.flatMap(\.factors)
            named[cell] = Set(factors.map { [$0.input] + $0.cell })
        }
        var missing: [String] = []
        for (number, input) in example.inputs.enumerated() where !example.indices.contains(number) {
            forEachCell(of: input.shape) { position, source in
                var inputs = example.inputs
                inputs[number].update { $0[position] = $0[position] * 0.5 + 0.75 }
                let changed = example.op.forward(inputs)
                forEachCell(of: value.shape) { _, cell in
                    guard changed[cell].bitPattern != value[cell].bitPattern else { return }
                    if named[cell]?.contains([number] + source) != true {
                        missing.append("\(source) of input \(number) for \(cell)")
                    }
                }
            }
        }
        #expect(missing.isEmpty)
    }
}
