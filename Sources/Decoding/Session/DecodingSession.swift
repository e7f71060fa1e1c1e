import Models
import Tensors
import Tokenizers
import Tracing

/// A model that is about to write: behind a source or a prompt, under a limit. It can write the same
/// sentence by several strategies and continue any beginning; the source is read once.
public struct DecodingSession<Decoder: CachedDecoder> {
    private let decoder: Decoder
    private let parameters: any ParameterSource
    private let edits: [Edit]
    /// What the decoder reads before its first word.
    private let prompt: [Int]
    /// The words of the vocabulary, to label what the decoder reads; empty where nobody looks.
    private let labels: [String]
    let ends: Set<Int>
    /// The most words to write, the end included.
    let limit: Int
    let usesCache: Bool
    /// The keys and values of the source.
    let source: KeyValueCache
    /// The multiply-adds that made them.
    let sourceWork: Int
    /// What may and must be written, whatever the model says.
    private let rules: WritingRules

    /// - Parameters:
    ///   - prompt: what the decoder reads before its first word; at least one token.
    ///   - labels: the words of the vocabulary, to label the positions of traces.
    ///   - ends: the tokens that end a sentence.
    ///   - limit: the most words to write, the end included.
    ///   - edits: changes to make to every run of the decoder. Those to the decoder's own values
    ///     name positions of the whole sentence, so they switch the cache off.
    ///   - usesCache: false computes the whole prefix anew at each step; the result is the same.
    ///   - source: the keys and values of a source, where there is one.
    ///   - sourceWork: the multiply-adds that made them.
    ///   - rules: what may and must be written, whatever the model says.
    public init(
        _ decoder: Decoder, parameters: any ParameterSource, prompt: [Int],
        labels: [String] = [], ends: Set<Int>, limit: Int, edits: [Edit] = [],
        usesCache: Bool = true, source: KeyValueCache = KeyValueCache(), sourceWork: Int = 0,
        rules: WritingRules = WritingRules()
    ) {
        precondition(!prompt.isEmpty && limit > 0, "the decoder reads and writes something")
        self.decoder = decoder
        self.parameters = parameters
        self.edits = edits
        self.prompt = prompt
        self.labels = labels
        self.ends = ends
        self.limit = limit
        self.usesCache = usesCache && edits.allSatisfy(\.concernsTheSource)
        self.source = source
        self.sourceWork = sourceWork
        self.rules = rules
    }

    /// Writes a sentence.
    ///
    /// - Parameters:
    ///   - prefix: words that the sentence must begin with, at most as many as the limit: a branch
    ///     that somebody wants to see.
    ///   - words: how a candidate reads, for utilities that compare sentences; its ids, where
    ///     nobody says.
    public func generate(
        _ strategy: Strategy, continuing prefix: [Int] = [],
        words: (Candidate, Generation) -> [String] = { candidate, _ in
            candidate.ids.map(String.init)
        }
    ) -> Generation {
        let search = { (chooser: any Chooser) in
            var search = Search(self, strategy: strategy, chooser: chooser)
            return search.run(continuing: prefix)
        }
        switch strategy {
        case .greedy: return search(BeamChooser(BeamSearch(width: 1)))
        case .beam(let beam): return search(BeamChooser(beam))
        case .sample(let sampling): return search(SamplingChooser(sampling, draws: 1))
        case .minimumBayesRisk(let risk):
            switch risk.candidates {
            case .samples(let count, let sampling):
                return search(SamplingChooser(sampling, draws: count))
                    .decided(by: risk.utility, weighing: .evenly, words: words)
            case .beam(let beam):
                return search(BeamChooser(beam))
                    .decided(by: risk.utility, weighing: .byProbability, words: words)
            }
        }
    }

    /// Everything that the decoder computes for the word behind a beginning: the last word's events,
    /// with the keys and values that it reuses.
    ///
    /// - Parameter words: what was written so far.
    public func trace(behind words: [Int]) -> Trace {
        let all = prompt + words
        // In the first step there is nothing to reuse: it reads the whole prompt.
        let earlier = words.isEmpty ? [] : Array(all.dropLast())
        var cache = source
        if !earlier.isEmpty { _ = decode([earlier], extending: &cache, sink: nil) }
        let recorder = Recorder()
        _ = decode([Array(all.dropFirst(earlier.count))], extending: &cache, sink: recorder)
        return recorder.trace
    }

    /// A decoder at the start of the sentence.
    func start() -> (run: DecoderRun<Decoder>, prompt: [Int]) { (DecoderRun(self), prompt) }

    private func sequence(_ ids: [Int]) -> TokenSequence {
        if labels.isEmpty { return TokenSequence(unlabelled: ids) }
        return TokenSequence(ids: ids, labels: ids.map { labels[$0] })
    }

    /// - Returns: the logits, `[..., position, token]`.
    func decode(_ words: [[Int]], extending cache: inout KeyValueCache, sink: (any Sink)?) -> Tensor
    {
        let scope = Scope(tracer: Tracer(sink: sink, edits: edits), parameters: parameters)
        let ids = decoder.ids(
            of: words.map(sequence), at: "target", in: scope)
        return decoder.decode(ids, extending: &cache, in: scope).value
    }
}

extension DecodingSession {
    /// What is said about the next word, where the rules leave it.
    ///
    /// - Parameter written: how many words are written, without the prompt.
    func ruled(_ next: NextWord, behind written: Int) -> NextWord {
        let isLast = written == limit - 1
        if isLast, let end = rules.forcedEnd { return next.forcing(end) }
        if written == 0, let start = rules.forcedStart { return next.forcing(start) }
        return rules.forbidden.isEmpty ? next : next.forbidding(rules.forbidden)
    }

    /// How many words are written of all that a hypothesis has read.
    func written(of read: Int) -> Int { read - prompt.count }
}

extension DecodingSession where Decoder: SequenceToSequence {
    /// A text to write for a source: the encoder reads it, and the keys and values for the decoder's
    /// cross-attention are computed.
    ///
    /// - Parameters:
    ///   - source: with the tokens that the encoder wants around it.
    ///   - prompt: what the decoder reads before its first word.
    ///   - labels: the tokens of the vocabulary, to label the positions of traces.
    ///   - ends: the tokens that end a sentence.
    ///   - limit: the most words to write, the end included.
    ///   - edits: changes to make to every run of the model, such as a head set to zero.
    public init(
        _ model: Decoder, source: TokenSequence, parameters: any ParameterSource, prompt: [Int],
        labels: [String] = [], ends: Set<Int>, limit: Int, edits: [Edit] = [],
        usesCache: Bool = true,
        rules: WritingRules = WritingRules()
    ) {
        let encoder = Scope(tracer: Tracer(edits: edits), parameters: parameters)
        let memory = model.encode(model.ids(of: [source], at: "source", in: encoder), in: encoder)
        let counter = WorkCounter()
        let tracer = Tracer(sink: counter, edits: edits)
        let kept = tracer.emit(Cached(memory.value), [], at: "encoder.memory", axes: memory.axes)
        let cache = model.cache(
            of: kept, in: Scope(tracer: tracer, parameters: parameters))
        self.init(
            model, parameters: parameters, prompt: prompt, labels: labels, ends: ends, limit: limit,
            edits: edits, usesCache: usesCache, source: cache, sourceWork: counter.multiplyAdds,
            rules: rules)
    }
}

extension DecodingSession where Decoder == EncoderDecoder {
    /// A translation of one sentence.
    ///
    /// - Parameters:
    ///   - source: closed by the end token.
    ///   - labels: the words of the target vocabulary, to label the positions of traces.
    ///   - ends: the tokens that end a sentence; with none, every hypothesis goes to the limit.
    ///   - limit: the most words to write, the end included.
    ///   - edits: changes to make to every run of the model, such as a head set to zero.
    ///   - usesCache: a model without a mask never does: there a new word changes the keys and
    ///     values of those before it.
    public init(
        _ model: EncoderDecoder, source: TokenSequence, parameters: any ParameterSource,
        labels: [String] = [], ends: Set<Int> = [Vocabulary.endID], limit: Int, edits: [Edit] = [],
        usesCache: Bool = true
    ) {
        self.init(
            model, source: source, parameters: parameters, prompt: [Vocabulary.startID],
            labels: labels, ends: ends, limit: limit, edits: edits,
            usesCache: usesCache && !model.configuration.omissions.contains(.mask))
    }
}

extension Edit {
    /// Whether it changes only what is computed once, before the decoder's first word.
    fileprivate var concernsTheSource: Bool {
        path.hasPrefix("source.") || path.hasPrefix("encoder.")
    }
}
