import Tracing

/// The words for one kind of event, before the sizes of a trace are filled in.
///
/// Every text may hold names in braces, such as `{d_k}` or `{origin}`; `Facts` says what stands
/// there. What is said only where a bias is added stands in braces, too: `{bias: + b_Q}`. A symbol
/// without a letter is left out.
struct Phrase: Sendable {
    /// What the event is called inside a sentence: `scaled scores`.
    let name: String
    /// The rest of the title, behind the name and a colon; may be empty.
    let gist: String
    /// What happens, in one to three sentences.
    let what: String
    /// What it is good for, in one to three sentences.
    let why: String
    let formula: String
    let symbols: [Symbol]

    init(
        _ name: String, _ gist: String, what: String, why: String, formula: String,
        _ symbols: [Symbol] = []
    ) {
        self.name = name
        self.gist = gist
        self.what = what
        self.why = why
        self.formula = formula
        self.symbols = symbols
    }
}

/// A letter of a formula and what it stands for.
public struct Symbol: Sendable, Equatable {
    /// `Q`, `d_k`.
    public let letter: String
    public let meaning: String

    init(_ letter: String, _ meaning: String) {
        self.letter = letter
        self.meaning = meaning
    }
}

extension Phrase {
    /// All phrases by the last parts of the paths that they are for, the numbers of layers left
    /// out; `attention` stands for every kind of attention.
    private static let all: [String: Phrase] = {
        let tables = [
            TokenWords.phrases, EmbeddingWords.phrases, AttentionWords.phrases,
            EncoderAttentionWords.phrases, DecoderAttentionWords.phrases,
            CrossAttentionWords.phrases, ResidualWords.phrases, FeedForwardWords.phrases,
            ParameterWords.phrases, OutputWords.phrases, LossWords.phrases, LaterModelWords.phrases,
        ]
        return tables.reduce(into: [:]) { all, table in
            all.merge(table) { first, _ in preconditionFailure("two phrases: \(first.name)") }
        }
    }()

    private static let ofOneStack = all.merging(OneStackWords.phrases) { _, own in own }

    private static let ofWrittenTexts = all.mapValues(\.ofWrittenText)
        .merging(WrittenTextWords.phrases) { _, own in own }

    /// The words for a path of a computation; without one, those of a model that translates.
    static func forPath(_ path: String, in trace: Trace? = nil) -> Phrase? {
        let table =
            OneStackWords.apply(to: trace)
            ? ofOneStack : WrittenTextWords.apply(to: trace) ? ofWrittenTexts : all
        return PathEnds.entry(for: path, in: table)
    }
}
