import Checkpoints
import Decoding
import Tensors
import Tokenizers
import Tracing

/// A sentence, the strategy that translates it, and all that the strategy considered.
struct Writing: Sendable {
    let model: TranslationModel
    /// As it was typed.
    let sentence: String
    /// As the model read it, with the end token.
    let source: [WordTokenizer.Token]
    let strategy: Strategy
    /// The ids of the words that were given by hand, where the strategy goes on from.
    let beginning: [Int]
    let generation: Generation

    /// - Throws: `SentenceError`.
    init(
        _ sentence: String, model: TranslationModel, strategy: Strategy, beginning: [Int] = []
    ) throws {
        self.model = model
        self.sentence = sentence
        self.strategy = strategy
        self.beginning = beginning
        let source = try model.tokens(of: sentence)
        self.source = source
        generation = model.session(translating: TokenSequence(source))
            .generate(strategy, continuing: beginning) {
                model.words(of: $0, in: $1, source: source)
            }
    }

    /// The same sentence by another strategy or from another beginning.
    func again(by strategy: Strategy, from beginning: [Int]) throws -> Writing {
        try Writing(sentence, model: model, strategy: strategy, beginning: beginning)
    }

    // MARK: - Words

    /// How many steps it took, the one that wrote the end included.
    var steps: Int { generation.steps.count }

    /// A word of the target vocabulary.
    func word(_ id: Int) -> String { model.targetVocabulary.tokens[id] }

    /// The words of a hypothesis, the first one first.
    func words(of hypothesis: Int) -> [String] {
        generation.path(to: hypothesis).map { word(generation.tree[$0].word) }
    }

    /// The words as they are written; nothing is written before the first.
    func text(of hypothesis: Int) -> String {
        let words = words(of: hypothesis)
        return words.isEmpty ? "the beginning" : Detokenizer.sentence(words)
    }

    /// A sentence that was found, copied names in their places.
    func text(of candidate: Candidate) -> String {
        Detokenizer.sentence(model.words(of: candidate, in: generation, source: source))
    }

    /// The words of the source as the columns of the attention.
    var sourceLabels: [String] { source.map(\.markedLabel) }

    // MARK: - The tree

    /// What was considered in a step, the best first.
    func considered(at step: Int) -> [Hypothesis] {
        generation.steps[step].expansions.flatMap { generation.tree[$0.considered] }
            .sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
    }

    /// The hypotheses of the sentence that was chosen, one a step.
    var bestPath: [Int] { generation.path(to: generation.best.hypothesis) }

    /// Where to look in a step first: the chosen sentence, or the best where it has ended already.
    func mainHypothesis(at step: Int) -> Int {
        let path = bestPath
        return path.indices.contains(step) ? path[step] : considered(at: step)[0].id
    }

    /// The hypothesis of the next step that follows one: on the way to the chosen sentence, or its
    /// best extension; nil where it was not extended.
    func successor(of hypothesis: Int) -> Int? {
        let path = bestPath
        if let place = path.firstIndex(of: hypothesis), place + 1 < path.count {
            return path[place + 1]
        }
        let step = generation.tree[hypothesis].length
        guard step < steps else { return nil }
        return considered(at: step).first { $0.parent == hypothesis }?.id
    }

    // MARK: - The cache

    /// How long each word takes, in microseconds, from the first to the 64th.
    struct Times: Sendable {
        let withCache: [Float]
        let without: [Float]
    }

    /// So long that the difference is seen in a small model too.
    private static let timedWords = 64

    /// Measures the times of one hypothesis on this machine, with the cache and without it. Where
    /// the sentence is too short its words are read again: the time depends on how many there are.
    func measuredTimes() -> Times {
        let sentence = bestPath.map { generation.tree[$0].word }
        let words = (0..<max(Self.timedWords, sentence.count)).map { sentence[$0 % sentence.count] }
        func times(usesCache: Bool) -> [Float] {
            model.session(translating: TokenSequence(source), usesCache: usesCache)
                .times(writing: words, runs: 3).map { Float($0 / .microseconds(1)) }
        }
        return Times(withCache: times(usesCache: true), without: times(usesCache: false))
    }

    /// What a layer's self-attention reads of the words: `[head, key, feature]` each.
    struct Kept: Sendable {
        let keys: Tensor
        let values: Tensor
    }

    /// The keys and values of the decoder's words in a layer, those that were reused and the new
    /// ones, as the step behind a hypothesis reads them.
    func kept(behind hypothesis: Int, layer: Int) -> Kept? {
        let words = generation.path(to: hypothesis).map { generation.tree[$0].word }
        let trace = model.session(translating: TokenSequence(source)).trace(behind: words)
        func all(_ name: String) -> Tensor? {
            let place = "decoder.\(layer).self_attention.\(name)."
            // In the first step all are new.
            return (trace[place + "appended"] ?? trace[place + "heads"])?.value
        }
        guard let keys = all("key"), let values = all("value") else { return nil }
        return Kept(keys: keys, values: values)
    }
}
