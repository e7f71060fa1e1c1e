import Guide
import Models
import Testing
import Tracing

@Suite struct LedgerTests {
    private let ledger: Ledger
    private let trace: Trace

    init() throws {
        trace = try WordsTraces.trace(of: WordsTraces.tired)
        ledger = Ledger(of: trace)
    }

    private func entry(_ path: String) throws -> Ledger.Entry {
        try #require(ledger.entries.first { $0.path == path })
    }

    private func block(_ path: String) throws -> Ledger.Block {
        try #require(ledger.blocks.first { $0.path == path })
    }

    @Test func everyEventHasAnEntry() {
        #expect(ledger.entries.map(\.event) == trace.events.map(\.id))
        for (entry, event) in zip(ledger.entries, trace.events) {
            #expect(entry.shape == event.shape)
            #expect(entry.values == trace.value(of: event.id).count)
            #expect(!entry.cost.rule.hasPrefix("taken as"), "\(event.path): \(event.op.name)")
        }
    }

    /// By hand, for 13 words, 4 heads of 16 features.
    @Test func matrixProductsAreCountedExactly() throws {
        let block = "encoder.0.self_attention"
        #expect(try entry(block + ".query").cost.multiplyAdds == 13 * 64 * 64)
        #expect(try entry(block + ".scores").cost.multiplyAdds == 4 * 13 * 13 * 16)
        #expect(try entry(block + ".head_output").cost.multiplyAdds == 4 * 13 * 16 * 13)
        #expect(try entry("logits").cost.multiplyAdds == 13 * 349 * 64)
        #expect(try entry(block + ".weights").cost.otherOperations == 5 * 4 * 13 * 13)
        #expect(try entry(block + ".residual").cost.otherOperations == 13 * 64)
        #expect(try entry(block + ".query.heads").bytes == 0)
        #expect(try entry(block + ".query").bytes == 4 * 13 * 64)
    }

    @Test func parametersAreThoseThatAreRead() throws {
        #expect(try entry("encoder.0.self_attention.query").parameterCount == 64 * 64 + 64)
        #expect(try entry("encoder.0.self_attention.scores").parameters.isEmpty)
        #expect(try entry("logits").parameterCount == 349 * 64 + 349)
    }

    /// The declarations are what `heed models` counts.
    @Test func parametersPerBlockAreThoseOfTheModel() throws {
        let declarations = try WordsTraces.model.get().model.declarations
        #expect(ledger.whole.parameterCount == 272_925)
        #expect(ledger.whole.parameterCount == declarations.reduce(0) { $0 + $1.count })
        for block in ledger.blocks {
            let own = declarations.filter { Outline.block(of: $0.path) == block.path }
            #expect(block.total.parameterCount == own.reduce(0) { $0 + $1.count }, "\(block.path)")
        }
        #expect(try block("encoder.0.self_attention").total.parameterCount == 16768)
        #expect(try block("decoder.1.feed_forward").total.parameterCount == 33216)
    }

    @Test(arguments: WordsTraces.sentences)
    func countsAgreeWithTheClosedFormulas(sentence: String) throws {
        let trace = try WordsTraces.trace(of: sentence)
        let blocks = Ledger(of: trace).blocks
        for block in blocks {
            guard let formulas = block.formulas else {
                #expect(block.total.parameterCount == 0 && block.total.multiplyAdds == 0)
                continue
            }
            #expect(formulas.parameters.result == block.total.parameterCount, "\(block.path)")
            #expect(
                formulas.multiplyAdds?.result ?? 0 == block.total.multiplyAdds, "\(block.path)")
        }
        #expect(blocks.count { $0.formulas != nil } == 13)
    }

    @Test func formulasAreWrittenInLettersAndNumbers() throws {
        let attention = try #require(block("decoder.0.cross_attention").formulas)
        #expect(attention.parameters.letters == "4 · d² + 4 · d + 2 · d")
        #expect(attention.parameters.numbers == "4 · 64² + 4 · 64 + 2 · 64")
        #expect(
            attention.multiplyAdds?.letters == "2 · q · d² + 2 · k · d² + 2 · q · k · d + 2 · q · d"
        )
        let table = try #require(block("encoder.embedding").formulas)
        #expect(table.parameters.numbers == "262 · 64")
        #expect(table.multiplyAdds == nil)
    }

    @Test func theWholeIsTheSumOfTheBlocks() {
        let blocks = ledger.blocks.map(\.total)
        #expect(ledger.whole.steps == Outline(of: trace).steps.count)
        #expect(ledger.whole.values == blocks.reduce(0) { $0 + $1.values })
        #expect(ledger.whole.bytes == blocks.reduce(0) { $0 + $1.bytes })
        #expect(ledger.whole.multiplyAdds == blocks.reduce(0) { $0 + $1.multiplyAdds })
        #expect(ledger.whole.otherOperations == blocks.reduce(0) { $0 + $1.otherOperations })
        #expect(ledger.whole.parameterBytes == 4 * 272_925)
    }

    /// Walking back takes about twice the products of the way there: each product of two values has
    /// two gradients.
    @Test func gradientsOfProductsAreCountedToo() throws {
        let trace = try WordsTraces.traceWithGradients(of: "I love you")
        let ledger = Ledger(of: trace)
        func products(_ isWanted: (Event) -> Bool) -> Int {
            trace.events.filter { $0.op.name.hasPrefix("matmul") && isWanted($0) }
                .reduce(0) { $0 + ledger.entries[$1.id].cost.multiplyAdds }
        }
        let forward = products { !$0.path.hasPrefix("gradient.") }
        let backward = products { $0.path.hasPrefix("gradient.") }
        #expect(backward == 2 * forward)
    }
}
