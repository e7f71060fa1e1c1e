import Models

/// What a strategy decides at each step.
protocol Chooser {
    /// How a hypothesis is ranked.
    var lengthPenalty: LengthPenalty { get }

    /// The words to consider behind each hypothesis that goes on, the best first.
    mutating func continuations(of next: [NextWord], streams: [Int]) -> [Continuations]

    /// How many of the considered hypotheses stay, when so many have ended before; nil if all do.
    func places(ended: Int) -> Int?

    /// Whether those that end leave their places to others.
    var setsEndedAside: Bool { get }
}

/// The words to consider behind one hypothesis.
struct Continuations {
    struct Word {
        let id: Int
        /// The probability with which it was drawn, where it was.
        var chance: Double?
        /// Which sequence of chances decides what follows it.
        var stream = 0
    }

    var words: [Word]
    /// How many could be drawn; nil where nothing is left to chance.
    var pool: Int?
}

/// The one loop of all strategies: extend what goes on, let the strategy choose, keep or drop.
struct Search<Decoder: CachedDecoder> {
    /// A hypothesis that goes on.
    private struct Live {
        let hypothesis: Int
        /// Its parent's row in the step before.
        let row: Int
        let stream: Int
    }

    private let session: DecodingSession<Decoder>
    private let strategy: Strategy
    private var chooser: any Chooser
    private var tree = [Hypothesis.empty]
    private var steps: [DecodingStep] = []
    /// The hypotheses that have ended or were cut.
    private var found: [Int] = []

    init(_ session: DecodingSession<Decoder>, strategy: Strategy, chooser: any Chooser) {
        self.session = session
        self.strategy = strategy
        self.chooser = chooser
    }

    mutating func run(continuing prefix: [Int]) -> Generation {
        var (decoder, prompt) = session.start()
        var live = [Live(hypothesis: 0, row: 0, stream: 0)]
        while !live.isEmpty {
            let words = steps.isEmpty ? [prompt] : live.map { [tree[$0.hypothesis].word] }
            let output = decoder.step(words, continuing: live.map(\.row))
            let forced = steps.count < prefix.count ? prefix[steps.count] : nil
            let continuations =
                forced.map {
                    [Continuations(words: [Continuations.Word(id: $0)])]
                } ?? chooser.continuations(of: output.next, streams: live.map(\.stream))
            let candidates = add(continuations, behind: live, output, isForced: forced != nil)
            live = keep(candidates)
            if chooser.setsEndedAside, isDecided(live) { live = [] }
        }
        var candidates = ranked()
        if chooser.setsEndedAside, let places = chooser.places(ended: 0) {
            candidates = Array(candidates.sorted { $0.score > $1.score }.prefix(places))
        }
        return Generation(
            strategy: strategy, tree: tree, steps: steps, candidates: candidates, risk: nil)
    }

    /// Writes down what is considered and what the model said.
    private mutating func add(
        _ continuations: [Continuations], behind live: [Live], _ output: DecoderRun<Decoder>.Output,
        isForced: Bool
    ) -> [Live] {
        var candidates: [Live] = []
        var expansions: [Expansion] = []
        for (row, (parent, choice)) in zip(live, continuations).enumerated() {
            let first = tree.count
            for word in choice.words {
                candidates.append(Live(hypothesis: tree.count, row: row, stream: word.stream))
                tree.append(
                    tree[parent.hypothesis].extended(
                        by: word, id: tree.count, output.next[row], chooser.lengthPenalty,
                        isForced: isForced))
            }
            expansions.append(
                Expansion(
                    hypothesis: parent.hypothesis, distribution: output.next[row].distribution,
                    attention: output.attention[row], pool: choice.pool,
                    considered: first..<tree.count))
        }
        steps.append(DecodingStep(expansions: expansions, cache: output.statistics))
        return candidates
    }

    /// Keeps the best of the candidates; returns those that go on.
    private mutating func keep(_ candidates: [Live]) -> [Live] {
        let ended = found.count
        let places = chooser.places(ended: ended)
        var order = Array(candidates.indices)
        if places != nil {
            // Of equal ones the earlier: that of the better hypothesis, and the lower word.
            order.sort {
                let (a, b) = (tree[candidates[$0].hypothesis], tree[candidates[$1].hypothesis])
                return a.logProbability == b.logProbability
                    ? $0 < $1 : a.logProbability > b.logProbability
            }
        }
        var live: [Live] = []
        var cut = 0
        for (rank, index) in order.enumerated() {
            let candidate = candidates[index]
            let id = candidate.hypothesis
            tree[id].rank = rank
            let isEnd = session.ends.contains(tree[id].word)
            // Where the ended leave their places, the next best that go on take them.
            let place = chooser.setsEndedAside && !isEnd ? live.count + cut : rank
            if let places, place >= places {
                tree[id].fate = .dropped
            } else if isEnd {
                tree[id].fate = .ended
                found.append(id)
            } else if steps.count == session.limit {
                tree[id].fate = .cut
                found.append(id)
                cut += 1
            } else {
                live.append(candidate)
            }
        }
        return live
    }

    /// Whether as many have ended as are asked for, and the best that goes on cannot beat the worst
    /// of them as it stands.
    private func isDecided(_ live: [Live]) -> Bool {
        guard let places = chooser.places(ended: 0), found.count >= places,
            let best = live.map({ tree[$0.hypothesis] }).max(by: {
                $0.logProbability < $1.logProbability
            })
        else { return false }
        let kept = found.map { tree[$0].score }.sorted(by: >).prefix(places)
        let attainable = chooser.lengthPenalty.score(best.logProbability, length: best.length)
        return (kept.last ?? -.infinity) >= attainable
    }

    /// What was found, the best first.
    private func ranked() -> [Candidate] {
        found.map { tree[$0] }
            .sorted {
                if $0.fate != $1.fate { return $0.fate == .ended }
                return $0.score == $1.score ? $0.id < $1.id : $0.score > $1.score
            }
            .map { hypothesis in
                var words: [Int] = []
                var next = hypothesis
                while let parent = next.parent {
                    words.append(next.word)
                    next = tree[parent]
                }
                let isComplete = hypothesis.fate == .ended
                return Candidate(
                    hypothesis: hypothesis.id, ids: words.dropFirst(isComplete ? 1 : 0).reversed(),
                    logProbability: hypothesis.logProbability, score: hypothesis.score,
                    isComplete: isComplete)
            }
    }
}

extension Hypothesis {
    /// The beginning of all: nothing is written.
    fileprivate static let empty = Hypothesis(
        id: 0, parent: nil, word: -1, length: 0, wordLogProbability: 0, logProbability: 0, score: 0,
        chance: nil, isForced: false, rank: 0, fate: .extended)

    /// One word more.
    fileprivate func extended(
        by next: Continuations.Word, id: Int, _ expected: NextWord, _ penalty: LengthPenalty,
        isForced: Bool
    ) -> Hypothesis {
        let own = expected.logProbability(of: next.id)
        return Hypothesis(
            id: id, parent: self.id, word: next.id, length: length + 1, wordLogProbability: own,
            logProbability: logProbability + own,
            score: penalty.score(logProbability + own, length: length + 1), chance: next.chance,
            isForced: isForced, rank: 0, fate: .extended)
    }
}
