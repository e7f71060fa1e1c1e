import Tensors

/// The choice by chance: one draw behind each hypothesis, and several behind the first, each with a
/// sequence of chances of its own. So a draw is the same whatever is drawn beside it.
struct SamplingChooser: Chooser {
    private let sampling: Sampling
    private var generators: [SeededGenerator]
    private var isStarted = false

    init(_ sampling: Sampling, draws: Int) {
        self.sampling = sampling
        var seeds = SeededGenerator(seed: sampling.seed)
        generators = (0..<draws).map { _ in SeededGenerator(seed: seeds.next()) }
    }

    var lengthPenalty: LengthPenalty { .none }
    var setsEndedAside: Bool { false }

    func places(ended: Int) -> Int? { nil }

    mutating func continuations(of next: [NextWord], streams: [Int]) -> [Continuations] {
        let drawing = isStarted ? streams.map { [$0] } : [Array(generators.indices)]
        isStarted = true
        return zip(next, drawing).map { next, streams in
            let pool = Pool(next.logits, sampling)
            return Continuations(
                words: streams.map { stream in
                    let drawn = pool.draw(generators[stream].unit())
                    return Continuations.Word(id: drawn.id, chance: drawn.chance, stream: stream)
                }, pool: pool.words.count)
        }
    }
}

/// The words that may be drawn, with what each has of the probability.
struct Pool {
    /// The most probable first; the shares sum up to 1.
    let words: [(id: Int, share: Double)]

    /// - Parameter logits: `[token]`.
    init(_ logits: Tensor, _ sampling: Sampling) {
        let probabilities = logits.scaled(by: 1 / sampling.temperature).softmax()
        let kept = NextWord.largest(sampling.topK ?? logits.count, of: probabilities)
            .map { (id: $0, probability: Double(probabilities.pointer[$0])) }
        let total = kept.reduce(0) { $0 + $1.probability }
        var mass = 0.0
        let count = kept.firstIndex {
            mass += $0.probability
            return mass >= sampling.topP * total
        }
        let nucleus = kept[...(count ?? kept.count - 1)]
        let share = nucleus.reduce(0) { $0 + $1.probability }
        words = nucleus.map { ($0.id, $0.probability / share) }
    }

    /// - Parameter chance: from 0 up to, and without, 1.
    func draw(_ chance: Double) -> (id: Int, chance: Double) {
        var sum = 0.0
        for word in words {
            sum += word.share
            if chance < sum { return (word.id, word.share) }
        }
        // Rounding left a gap below 1.
        return (words[words.count - 1].id, words[words.count - 1].share)
    }
}
