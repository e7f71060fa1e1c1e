import Tensors

/// English sentences with their Italian translations, made by a grammar.
///
/// Italian leaves the pronoun out and lets the adjective agree with the noun that it stood for, so
/// whoever translates "because it was too tired" must know what "it" is.
public struct Corpus: Sendable {
    /// What the model learns from. The examples are among them.
    public let training: [SentencePair]
    /// A tenth of the distinct pairs, never in training.
    public let heldOut: [SentencePair]
    /// Every pair with one of twenty combinations of a noun and an adjective that agree in no pair
    /// of training.
    public let unseenCombinations: [SentencePair]
    /// The documents' sentences; in a task on digits, a few sequences.
    public let examples: [SentencePair]
    private let weights: [String: Double]

    /// The corpus that a recipe learns from.
    public init(of recipe: Recipe) {
        switch recipe.task {
        case .translation: self.init(seed: recipe.seed)
        case .copy, .reverse, .sort: self.init(digits: recipe.task, seed: recipe.seed)
        }
    }

    /// Digits instead of sentences.
    private init(digits task: TrainingTask, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        examples = Digits.examples(of: task)
        let pairs = Digits.pairs(of: task, using: &generator).filter { [examples] in
            !examples.contains($0)
        }
        heldOut = Array(pairs.prefix(Digits.heldOut))
        training = pairs.dropFirst(Digits.heldOut) + examples
        unseenCombinations = []
        weights = [:]
    }

    /// Sentences. The same seed gives the same corpus on every machine.
    public init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let made = Template.all.flatMap { $0.pairs($0) }
        let examples = Examples.pairs(in: made)
        let unseen = Corpus.drawCombinations(from: made, sparing: examples, using: &generator)

        let byTemplate = Dictionary(grouping: made, by: \.template)
        let isExample = Set(examples)
        var kept: [SentencePair] = []
        for template in Template.all {
            let own = (byTemplate[template.name] ?? []).filter { !isExample.contains($0) }
            kept += own.shuffled(using: &generator).prefix(template.limit)
        }
        kept = kept.map { Corpus.punctuated($0, using: &generator) }.shuffled(using: &generator)

        unseenCombinations = kept.filter { $0.combination.map(unseen.contains) ?? false }
        let seen = kept.filter { !($0.combination.map(unseen.contains) ?? false) }
        let heldOutCount = seen.count / 10
        heldOut = Array(seen.prefix(heldOutCount))
        training = seen.dropFirst(heldOutCount) + examples
        self.examples = examples
        weights = Corpus.weights(of: training)
    }

    /// The English words, sorted, without special tokens.
    public var sourceWords: [String] { Set(training.flatMap(\.source)).sorted() }

    /// The Italian words, sorted, without special tokens.
    public var targetWords: [String] { Set(training.flatMap(\.target)).sorted() }

    /// How often a pair is drawn in training compared with others: small templates are
    /// oversampled, or the model never gets fragments such as "thinking machines" right.
    public func samplingWeight(of pair: SentencePair) -> Double {
        weights[pair.template] ?? 1
    }

    private static func weights(of training: [SentencePair]) -> [String: Double] {
        let least = 0.03 * Double(training.count)
        return Dictionary(grouping: training, by: \.template).mapValues {
            max(1, least / Double($0.count))
        }
    }

    private static func drawCombinations(
        from pairs: [SentencePair], sparing examples: [SentencePair],
        using generator: inout SeededGenerator
    ) -> Set<SentencePair.Combination> {
        let spared = Set(examples.compactMap(\.combination))
        let candidates = Set(pairs.compactMap(\.combination)).subtracting(spared)
            .sorted { ($0.noun, $0.adjective) < ($1.noun, $1.adjective) }
        return Set(candidates.shuffled(using: &generator).prefix(20))
    }

    /// Gives a share of the sentences a final mark, so that the model knows it.
    private static func punctuated(
        _ pair: SentencePair, using generator: inout SeededGenerator
    ) -> SentencePair {
        guard Double.random(in: 0..<1, using: &generator) < 0.25 else { return pair }
        var marked = pair
        let mark =
            pair.source.contains("how") ? "?" : [".", ".", "!"].randomElement(using: &generator)
        marked.both(mark ?? ".")
        return marked
    }
}

/// The sentences of the documents that this program teaches.
enum Examples {
    static let sentences = [
        "the animal didn't cross the street because it was too tired",
        "the animal didn't cross the street because it was too wide",
        "I got my car straight from the showroom , it was new",
        "I got my car straight from the showroom , it was closed",
        "the trophy didn't fit in the suitcase because it was too big",
        "the trophy didn't fit in the suitcase because it was too small",
        "the Avengers defeated Thanos",
        "Thanos defeated the Avengers",
        "I love you very much",
        "your cat is a lovely cat",
        "my fried chicken was very good",
        "on the river bank",
        "when you play the game of thrones",
        "thinking machines",
        "hi how are you",
    ]

    /// The pairs that the grammar makes of them.
    static func pairs(in made: [SentencePair]) -> [SentencePair] {
        let wanted = Dictionary(
            uniqueKeysWithValues: sentences.map { ($0.split(separator: " "), $0) })
        let lengths = Set(wanted.keys.map(\.count))
        var found: [String: SentencePair] = [:]
        for pair in made where lengths.contains(pair.source.count) {
            guard let sentence = wanted[pair.source.map { $0[...] }] else { continue }
            found[sentence] = pair
        }
        return sentences.map { sentence in
            guard let pair = found[sentence] else {
                preconditionFailure("the grammar does not make the example: \(sentence)")
            }
            return pair
        }
    }
}
