import Tracing

/// Words for pretrained models that read one text and write another: T5 and BART sum up, answer or
/// translate, as they are asked to. What heed's own models translate is an answer here, and begins and
/// ends with other tokens.
enum WrittenTextWords {
    /// Whether a computation is that of such a model; heed's own shift what they wrote in the trace.
    static func apply(to trace: Trace?) -> Bool {
        guard let trace else { return false }
        var paths = trace.events.lazy.map(\.path).filter { $0.hasPrefix("target.") }.makeIterator()
        return paths.next() == "target.ids" && paths.next() == nil
    }

    /// A text on a translation as one on an answer.
    static func adapt(_ text: String) -> String {
        wordings.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private static let wordings = [
        ("translation", "answer"), ("<eos>", "its end token"), ("either language", "either text"),
        ("the two languages", "the two texts"), ("the languages", "the two texts"),
        ("of the language", "of the vocabulary"),
    ]

    static let phrases: [String: Phrase] = [
        "source.ids", "encoder.embedding.table", "encoder.embedding.lookup",
        "encoder.positional_encoding.sum",
    ].reduce(into: own) { $0[$1] = OneStackWords.phrases[$1] }

    private static let own: [String: Phrase] = [
        "target.ids": Phrase(
            "target ids", "the answer as numbers",
            what:
                "A start token and the tokens of the answer, {position} in all, each replaced by its number in the vocabulary.",
            why:
                "The model wrote this answer token by token. Here all of it runs through the decoder at once, which gives the same numbers, because a mask hides from each token those after it.",
            formula: "id[i] = place of token i in the vocabulary",
            [Symbol("i", "the position of the token, counted from 0; the start token is at 0")]),
        "decoder.embedding.table": Phrase(
            "embedding table", "a row for each token",
            what:
                "The decoder's table of embeddings: {feature} learned numbers for each token of the vocabulary.",
            why:
                "In these models it is the table that the encoder reads too: a token means the same on both sides.",
            formula: "table[token] = {feature} numbers",
            [Symbol("token", "a number of the vocabulary")]),
        "decoder.embedding.lookup": Phrase(
            "target lookup", "each token so far fetches its row",
            what:
                "Each token of the answer so far, the start token first, picks its row of the table: its embedding, {feature} numbers.",
            why:
                "The decoder continues what is already written, so it has to read that first, just as the encoder read the source.",
            formula: "x[i] = table[id[i]]",
            [
                Symbol("id[i]", "the number of the token that row i reads"),
                Symbol("x[i]", "its embedding, {feature} numbers"),
            ]),
        "decoder.positional_encoding.sum": Phrase(
            "target embedding with position", "token plus place",
            what:
                "The embeddings and the vectors of their places are added, number by number: the input of the decoder's layers.",
            why:
                "Row i now knows the last token written and how far the answer has come. The tokens before it will be brought in by attention.",
            formula: "x[i] = embedding[i] + position[i]",
            [Symbol("position[i]", "the vector of place i")]),
    ]

    static let blocks: [String: BlockTexts.Text] = [
        "target": BlockTexts.Text(
            name: "the answer so far",
            text:
                "The decoder writes one token at a time and reads what it has written. Here is its answer, with a start token in front, so that each row sees only the tokens before the one it has to find."
        ),
        "decoder.embedding": BlockTexts.Text(
            name: "the target embedding",
            text:
                "The tokens of the answer become vectors, as those of the source did, from a table of learned numbers."
        ),
        "decoder.positional_encoding": BlockTexts.Text(
            name: "the positions of the target",
            text:
                "A vector for each place tells the decoder which token of the answer comes first, second and so on. It is added to the embedding."
        ),
    ].merging(
        ["source", "encoder.embedding"].reduce(into: [:]) { $0[$1] = OneStackWords.blocks[$1] }
    ) {
        own, _ in own
    }
}

extension Phrase {
    /// The same on an answer.
    var ofWrittenText: Phrase {
        let adapt = WrittenTextWords.adapt
        return Phrase(
            adapt(name), adapt(gist), what: adapt(what), why: adapt(why), formula: adapt(formula),
            symbols.map { Symbol(adapt($0.letter), adapt($0.meaning)) })
    }
}
