import Checkpoints
import Models
import Tensors
import Testing
import Tokenizers
import Tracing

@testable import Decoding

/// Generation with the bundled model.
struct SessionTests {
    private static let sentence = "The animal didn't cross the street because it was too tired"
    private static let strategies: [Strategy] = [
        .greedy, .beam(BeamSearch(width: 4)),
        .beam(BeamSearch(width: 3, lengthPenalty: LengthPenalty(alpha: 0.6))),
        .sample(Sampling(temperature: 2, topP: 0.95, seed: 3)),
        .minimumBayesRisk(
            MinimumBayesRisk(candidates: .samples(6, Sampling(temperature: 2)), utility: .chrF)),
    ]

    private let model: TranslationModel
    private let source: TokenSequence

    init() throws {
        model = try TranslationModel(named: "translation")
        source = TokenSequence(try model.tokens(of: Self.sentence))
    }

    @Test func theBundledModelTranslatesAndClosesTheSentence() throws {
        let translation = try model.translate("I love you very much")
        #expect(translation.text == "Ti amo molto")
        #expect(translation.generation.isComplete)
        #expect(translation.generation.logProbability < 0)
    }

    /// Not one bit differs, in any step of any strategy.
    @Test(arguments: strategies)
    func theCacheChangesNothing(strategy: Strategy) {
        let cached = model.session(translating: source).generate(strategy)
        let anew = model.session(translating: source, usesCache: false).generate(strategy)
        #expect(cached.tree == anew.tree)
        #expect(cached.candidates == anew.candidates)
        #expect(cached.steps.count == anew.steps.count)
        for (step, other) in zip(cached.steps, anew.steps) {
            for (expansion, same) in zip(step.expansions, other.expansions) {
                #expect(expansion.distribution == same.distribution)
                #expect(expansion.attention == same.attention)
            }
        }
    }

    /// Counted by hand: the projections, the scores and what they choose, the feed-forward part, and
    /// the map to the words.
    @Test func theWorkIsThatOfTheShapes() {
        let sizes = model.configuration
        let (d, ff, layers) = (sizes.dModel, sizes.dFF, sizes.decoderLayers)
        let length = source.ids.count
        let generation = model.session(translating: source).generate(.greedy)
        var saved = 0
        for (number, step) in generation.steps.enumerated() {
            let positions = number + 1
            func work(_ new: Int) -> Int {
                let own = 4 * d * d + 2 * positions * d
                let cross = 2 * d * d + 2 * length * d
                return new * (layers * (own + cross + 2 * d * ff) + d * sizes.targetVocabulary)
            }
            let source = layers * 2 * length * d * d
            #expect(step.cache.new == number..<number + 1)
            #expect(step.cache.reused == 0..<number)
            #expect(step.cache.source == length)
            #expect(step.cache.multiplyAdds == work(1))
            #expect(step.cache.multiplyAddsWithout == work(positions) + source)
            saved += work(positions) + source - work(1)
            #expect(step.cache.saved == saved)
            #expect(step.cache.bytes == layers * 2 * (positions + length) * d * 4)
        }
    }

    /// What the statistics say a step would take is what it takes.
    @Test func theWorkWithoutACacheIsReal() {
        let generation = model.session(translating: source).generate(.greedy)
        let prefix = [Vocabulary.startID] + generation.ids
        for (number, step) in generation.steps.enumerated() {
            let encoder = Scope(tracer: Tracer(), parameters: model.parameters)
            let memory = model.model.encode(
                model.model.ids(of: [source], at: "source", in: encoder), in: encoder)
            let counter = WorkCounter()
            let tracer = Tracer(sink: counter)
            let scope = Scope(tracer: tracer, parameters: model.parameters)
            let kept = tracer.emit(Cached(memory.value), [], at: "memory", axes: memory.axes)
            let ids = TokenSequence(unlabelled: Array(prefix[...number]))
            _ = model.model.decode(
                model.model.ids(of: [ids], at: "target", in: scope), memory: kept, in: scope)
            #expect(step.cache.multiplyAddsWithout == counter.multiplyAdds)
        }
    }

    @Test func aBeamDoesTheWorkOfItsHypotheses() {
        let session = model.session(translating: source)
        let one = session.generate(.greedy).steps.map(\.cache)
        for (step, single) in zip(session.generate(.beam(BeamSearch(width: 4))).steps, one) {
            #expect(step.cache.hypotheses == step.expansions.count)
            #expect(step.cache.multiplyAdds == step.expansions.count * single.multiplyAdds)
            #expect(
                step.cache.multiplyAddsWithout == step.expansions.count * single.multiplyAddsWithout
            )
        }
    }

    /// The rows that are written down are those of the whole run.
    @Test func theAttentionIsThatOfTheTrace() throws {
        let translation = try model.translate(Self.sentence)
        let generation = translation.generation
        for (number, id) in generation.path(to: generation.best.hypothesis).enumerated() {
            let attention = try #require(generation.expansion(behind: id)?.attention)
            for layer in 0..<model.configuration.decoderLayers {
                let map = try #require(
                    translation.trace["decoder.\(layer).cross_attention.weights"]?.value)
                for head in 0..<model.configuration.heads {
                    for key in 0..<source.ids.count {
                        #expect(attention[layer, head, key] == map[head, number, key])
                    }
                }
            }
        }
    }

    @Test func theProbabilitiesAreThoseOfTheTrace() throws {
        let translation = try model.translate(Self.sentence)
        let probabilities = try #require(translation.trace["probabilities"]?.value)
        for (position, step) in translation.generation.steps.enumerated() {
            for word in step.expansions[0].distribution.top {
                #expect(word.probability == probabilities[position, word.id])
            }
        }
    }

    /// A forced branch is scored as the model scores it, and the rest is the strategy's own.
    @Test(arguments: strategies)
    func aBranchContinuesAsIfItHadBeenChosen(strategy: Strategy) throws {
        let session = model.session(translating: source)
        let whole = session.generate(.greedy)
        let same = session.generate(strategy, continuing: Array(whole.ids.prefix(4)))
        for (id, forced) in zip(
            whole.path(to: whole.best.hypothesis).prefix(4),
            same.path(to: same.best.hypothesis))
        {
            #expect(same.tree[forced].isForced)
            #expect(same.tree[forced].logProbability == whole.tree[id].logProbability)
        }
        let cat = try #require(model.targetVocabulary.id(of: "gatto"))
        let other = session.generate(strategy, continuing: [cat])
        #expect(other.candidates.allSatisfy { $0.ids.first == cat })
    }

    @Test func theTraceOfAStepShowsWhatIsReused() throws {
        let session = model.session(translating: source)
        let generation = session.generate(.greedy)
        let trace = session.trace(behind: Array(generation.ids.prefix(3)))
        let reused = try #require(trace["decoder.1.self_attention.key.cached"])
        #expect(reused.axes[1].labels == ["<sos>", "l'", "animale"])
        let all = try #require(trace["decoder.1.self_attention.weights"])
        #expect(all.axes[1].labels == ["non"])
        #expect(all.axes[2].labels == ["<sos>", "l'", "animale", "non"])
        let source = try #require(trace["decoder.1.cross_attention.key.cached"])
        #expect(source.axes[1].labels?.prefix(2) == ["The", "animal"])
        let logits = try #require(trace["logits"]?.value)
        let best = (0..<logits.shape[1]).max { logits[0, $0] < logits[0, $1] }
        #expect(best == generation.ids[3])
        #expect(session.trace(behind: [])["decoder.0.self_attention.key.cached"] == nil)
    }

    /// An edit of one cell of the decoder names a position of the whole sentence.
    @Test func editsOfTheDecoderActAsInTheWholeRun() throws {
        let edit = Edit("decoder.1.cross_attention.weights", cells: [nil, 3, nil], .set(0))
        let session = model.session(translating: source, edits: [edit])
        let generation = session.generate(.greedy)
        let edited = try model.translate(Self.sentence, edits: [edit])
        let probabilities = try #require(edited.trace["probabilities"]?.value)
        for (position, step) in generation.steps.enumerated() {
            let word = step.expansions[0].distribution.top[0]
            #expect(word.probability == probabilities[position, word.id])
            #expect(step.cache.saved == 0)
        }
    }

    /// Names that the model does not know are copied whatever the strategy.
    @Test(arguments: [
        Strategy.greedy, .beam(BeamSearch(width: 4)), .sample(Sampling(temperature: 0.2)),
        .minimumBayesRisk(
            MinimumBayesRisk(candidates: .beam(BeamSearch(width: 3)), utility: .chrF)),
    ])
    func namesAreCopied(strategy: Strategy) throws {
        #expect(
            try model.translate("Zoe defeated the Avengers", strategy: strategy).text
                == "Zoe ha sconfitto gli Avengers")
        #expect(
            try model.translate("Ida saw Bruno", strategy: strategy).text == "Ida ha visto Bruno")
    }
}
