import Checkpoints
import Models
import Tensors
import Testing
import Tokenizers
import Tracing

/// Generation with the cache gives the same bits as computing the whole prefix again.
struct CacheExactnessTests {
    private let model: TranslationModel
    private let source: TokenSequence

    init() throws {
        model = try TranslationModel(named: "translation")
        source = TokenSequence(
            try WordTokenizer(model.sourceVocabulary).encode(
                "The animal didn't cross the street because it was too tired", limit: 128))
    }

    /// What the decoder reads: any words will do, right or wrong.
    private static let prefix = [Vocabulary.startID, 17, 230, 41, 41, 99, Vocabulary.unknownID, 5]

    private func trace(_ body: (Scope) -> Void) -> Trace {
        let recorder = Recorder()
        body(Scope(tracer: Tracer(sink: recorder), parameters: model.parameters))
        return recorder.trace
    }

    /// The whole prefix, computed at once from the memory.
    private func recomputed(_ prefix: [Int]) -> Trace {
        trace { scope in
            let encoder = model.model
            let memory = encoder.encode(
                encoder.ids(of: [source], at: "source", in: scope), in: scope)
            let ids = encoder.ids(of: [TokenSequence(unlabelled: prefix)], at: "target", in: scope)
            _ = encoder.decode(ids, memory: memory, in: scope)
        }
    }

    private func start() -> KeyValueCache {
        var cache = KeyValueCache()
        _ = trace { scope in
            let ids = model.model.ids(of: [source], at: "source", in: scope)
            cache = model.model.cache(of: model.model.encode(ids, in: scope), in: scope)
        }
        return cache
    }

    private func step(_ hypotheses: [[Int]], extending cache: inout KeyValueCache) -> Trace {
        trace { scope in
            let ids = model.model.ids(
                of: hypotheses.map { TokenSequence(unlabelled: $0) }, at: "target", in: scope)
            _ = model.model.decode(ids, extending: &cache, in: scope)
        }
    }

    /// Every event of a step beside the last position of the same event, computed anew.
    private func expectSameBits(_ step: Trace, hypothesis: Int? = nil, as whole: Trace) throws {
        var compared = 0
        for event in step.events where !(event.op is Parameter) && event.path != "target.ids" {
            var value = step.value(of: event.id)
            if let hypothesis, event.axes.first?.name == "batch" {
                value = value.selecting([hypothesis])
                value = value.reshaped(Array(value.shape.dropFirst()))
            }
            var path = event.path
            for (name, original) in [(".appended", ".heads"), (".cached", ".heads")]
            where path.hasSuffix(name) {
                path = path.dropLast(name.count) + original
            }
            let other = try #require(whole[path], "\(path)")
            var expected = other.value
            for (axis, size) in value.shape.enumerated() where size != expected.shape[axis] {
                // What is reused stands first, what is new last.
                let isReused = event.path.hasSuffix(".cached")
                let all = expected.shape[axis]
                expected = expected.taking(
                    isReused ? 0..<size : all - size..<all, ofAxis: axis)
            }
            #expect(value == expected, "\(event.path)")
            compared += 1
        }
        #expect(compared > 80)
    }

    @Test func everyValueOfEveryStepHasTheSameBits() throws {
        var cache = start()
        for length in 1...Self.prefix.count {
            let whole = recomputed(Array(Self.prefix.prefix(length)))
            let step = step([[Self.prefix[length - 1]]], extending: &cache)
            try expectSameBits(step, as: whole)
            #expect(cache.length == length)
        }
    }

    /// A prompt is read at once and then continued.
    @Test func severalWordsInOneStep() throws {
        var cache = start()
        try expectSameBits(
            step([Array(Self.prefix[..<3])], extending: &cache),
            as: recomputed(Array(Self.prefix[..<3])))
        try expectSameBits(
            step([Array(Self.prefix[3..<7])], extending: &cache),
            as: recomputed(Array(Self.prefix[..<7])))
    }

    /// Hypotheses that share a beginning, part, end and multiply.
    @Test func hypothesesSideBySide() throws {
        var cache = start()
        var hypotheses = [[Vocabulary.startID]]
        _ = step(hypotheses, extending: &cache)
        let turns: [[(parent: Int, word: Int)]] = [
            [(0, 17), (0, 230), (0, 4)], [(1, 8), (1, 9), (0, 8), (2, 2)], [(3, 7), (0, 7)],
            [(1, 30)], [(0, 11), (0, 12)],
        ]
        for turn in turns {
            cache = cache.selecting(turn.map(\.parent))
            hypotheses = turn.map { hypotheses[$0.parent] + [$0.word] }
            let step = step(turn.map { [$0.word] }, extending: &cache)
            for (row, hypothesis) in hypotheses.enumerated() {
                try expectSameBits(step, hypothesis: row, as: recomputed(hypothesis))
            }
        }
    }

    /// A branch leaves the hypothesis that it left as it was.
    @Test func aCopyOfTheCacheIsAValue() {
        var cache = start()
        _ = step([[Vocabulary.startID]], extending: &cache)
        var branch = cache
        _ = step([[9]], extending: &branch)
        #expect(cache.length == 1)
        #expect(branch.length == 2)
        var other = cache
        let first = step([[17]], extending: &other)
        let second = step([[17]], extending: &cache)
        #expect(first["logits"]?.value == second["logits"]?.value)
    }

    /// Two numbers of 32 bits a feature, position and layer.
    @Test func theMemoryIsThatOfTheShapes() {
        var cache = start()
        let layers = model.configuration.decoderLayers
        let width = model.configuration.dModel
        let source = 2 * layers * source.ids.count * width * 4
        #expect(cache.bytes == source)
        #expect(
            cache.places == (0..<layers).map { "decoder.\($0).cross_attention" })
        #expect(cache.sourceLength == self.source.ids.count)
        for length in 1...4 {
            _ = step([[17]], extending: &cache)
            #expect(cache.bytes == source + 2 * layers * length * width * 4)
        }
        // Four hypotheses share the source and have words of their own.
        #expect(cache.selecting([0, 0, 0, 0]).bytes == source + 4 * 2 * layers * 4 * width * 4)
    }

    @Test func theTraceShowsWhatIsNewAndWhatIsReused() throws {
        var cache = start()
        let first = step([[Vocabulary.startID]], extending: &cache)
        #expect(first["decoder.0.self_attention.key.cached"] == nil)
        #expect(first["decoder.0.cross_attention.key"] == nil)
        #expect(first["decoder.0.cross_attention.key.cached"] != nil)
        let second = step([[17]], extending: &cache)
        let reused = try #require(second["decoder.1.self_attention.value.cached"])
        let new = try #require(second["decoder.1.self_attention.value.heads"])
        let all = try #require(second["decoder.1.self_attention.value.appended"])
        #expect(all.event.inputs == [reused.event.id, new.event.id])
        #expect(all.value == cache["decoder.1.self_attention"]?.value)
        #expect(all.value.rows(0..<1) == reused.value)
        let derivation = all.event.op.derive([0, 1, 3], from: [reused.value, new.value])
        #expect(derivation.terms[0].factors[0].input == 1)
    }
}

extension Tensor {
    /// Some positions of one axis.
    fileprivate func taking(_ range: Range<Int>, ofAxis axis: Int) -> Tensor {
        var kept = shape
        kept[axis] = range.count
        var elements: [Float] = []
        forEachCell(of: kept) { _, index in
            var source = index
            source[axis] += range.lowerBound
            elements.append(self[source])
        }
        return Tensor(elements, shape: kept)
    }
}
