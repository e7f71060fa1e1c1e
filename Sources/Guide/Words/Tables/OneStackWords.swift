import Tracing

/// Words for models with one stack, which read a text and translate nothing: BERT looks both ways and
/// guesses what was hidden, GPT and Llama look back and guess what comes next. Where nothing stands
/// here, the words of the encoder and the decoder hold for them too.
enum OneStackWords {
    /// Whether a computation has one stack.
    static func apply(to trace: Trace?) -> Bool {
        guard let trace else { return false }
        return !trace.events.contains { $0.path == "target.ids" || $0.path == "target.shifted" }
    }

    static let phrases: [String: Phrase] = [
        "source.ids": Phrase(
            "token ids", "a number for each token",
            what:
                "The text is cut into {position} tokens: words, pieces of words, marks. Each is replaced by its number in the model's list of tokens, its vocabulary.",
            why:
                "A model computes with numbers only. The number is just a name: token 40 is not twice token 20.",
            formula: "id[i] = place of token i in the vocabulary",
            [Symbol("i", "the position of the token in the text, counted from 0")]),
        "encoder.embedding.table": table, "decoder.embedding.table": table,
        "encoder.embedding.lookup": lookup, "decoder.embedding.lookup": lookup,
        "encoder.positional_encoding.sum": sum, "decoder.positional_encoding.sum": sum,
        "encoder.self_attention.mask": Phrase(
            "mask", "nothing is hidden",
            what: "0 for every pair: each token may look at every other, before it and behind it.",
            why:
                "A model that guesses a hidden word may use both sides. Set an entry to minus infinity to forbid a pair.",
            formula: "mask[query, key] = 0",
            [Symbol("query", "the position that looks"), Symbol("key", "the position looked at")]),
        "decoder.self_attention.query": Phrase(
            "queries", "what each token looks for",
            what:
                "The vector of each token, from {origin}, is multiplied by a learned matrix: its query.",
            why:
                "To guess what comes next a token must know what stands before it. The query says what it looks for there.",
            formula: "Q = X · W_Q{bias: + b_Q}",
            [
                Symbol("X", "the vectors of the tokens, from {origin}"),
                Symbol("W_Q{bias:, b_Q}", "learned"),
            ]),
        "decoder.self_attention.key": Phrase(
            "keys", "what each token can be found by",
            what:
                "The same vectors, from {origin}, times another learned matrix: a key for each token.",
            why:
                "Queries, keys and values all come from one text. Where a query and a key are alike, the query will look.",
            formula: "K = X · W_K{bias: + b_K}",
            [Symbol("X", "the same vectors"), Symbol("W_K{bias:, b_K}", "learned")]),
        "decoder.self_attention.value": Phrase(
            "values", "what each token has to give",
            what:
                "The same vectors, from {origin}, times a third learned matrix: the value that each token hands over.",
            why:
                "When the model writes, keys and values of earlier tokens never change, since no token sees a later one. Programs keep them: the key/value cache.",
            formula: "V = X · W_V{bias: + b_V}",
            [Symbol("X", "the same vectors"), Symbol("W_V{bias:, b_V}", "learned")]),
        "decoder.self_attention.scores": Phrase(
            "scores", "each token against each",
            what:
                "In each head, the dot product of every token's query with every token's key: {query} x {key} scores.",
            why:
                "All pairs are computed at once, also those that look ahead. The mask will strike these out; that costs less than computing row after row.",
            formula: "scores = Q · Kᵀ",
            [Symbol("Q", "the queries of a head"), Symbol("K", "the keys of the head")]),
        "decoder.self_attention.mask": Phrase(
            "causal mask", "no token may look ahead",
            what:
                "0 where the key is the query's own position or an earlier one, minus infinity where it is a later one: a triangle of what is forbidden.",
            why:
                "When the model writes, the tokens after it do not exist yet. The mask makes a run over a whole text obey the same rule.",
            formula: "mask[query, key] = 0 if key ≤ query, else -inf",
            [Symbol("query", "the position that looks"), Symbol("key", "the position looked at")]),
        "decoder.self_attention.head_output": Phrase(
            "head output", "a mixture of what stands before",
            what:
                "For each token, the values of that token and those before it are multiplied by the weights and added up, in each head.",
            why:
                "Row i now carries what the tokens up to it have to say. Nothing of a later one has leaked in: its weight was exactly 0.",
            formula: "y = weights · V",
            [
                Symbol("weights", "the weights of the head, a row for each token"),
                Symbol("V", "the values of the head"),
            ]),
        "decoder.self_attention.residual": Phrase(
            "residual", "the token plus what it found before it",
            what:
                "The token's own vector, from {origin}, is added to what self-attention brought from the tokens before it.",
            why:
                "The token itself is kept, and its past is added: a straight way through the whole model.",
            formula: "y = X + MultiHead(Q, K, V)",
            [
                Symbol("X", "the vectors that went in"),
                Symbol("MultiHead(Q, K, V)", "the projection of all heads together"),
            ]),
        "logits.bias": Phrase(
            "logits bias", "a head start for each token",
            what: "A learned number for each of the {token} tokens, added to its logit.",
            why: "It can hold what is known without reading anything: some words are common.",
            formula: "b: {token} tokens", [Symbol("b", "one number for each token")]),
        "logits": Phrase(
            "logits", "a score for every token",
            what:
                "The last vector of each position is compared, by a dot product, with a row for each of the {token} tokens. These scores are called logits.",
            why:
                "The more a vector resembles the row of a token, the better that token fits: as the next one, or in the place of a mask.",
            formula: "logits = X · Eᵀ",
            [
                Symbol("X", "the last vectors, from {origin}"),
                Symbol("E", "a row for each token; a bias may be added"),
            ]),
        "probabilities": Phrase(
            "probabilities", "how likely each token is",
            what:
                "Softmax turns each row of logits into {token} numbers between 0 and 1 that add up to 1.",
            why:
                "They say how likely each token is: to come next in a model that looks back only, to stand here in one that looks both ways.",
            formula: "p = softmax(logits)",
            [Symbol("p[i, t]", "the probability of token t at position i")]),
    ]

    private static let table = Phrase(
        "embedding table", "a learned row for each token",
        what:
            "One row of {feature} numbers for each of the {token} tokens of the vocabulary. Such a row is called a vector, and each of its numbers a feature.",
        why:
            "The rows began as random numbers. Training changed them little by little until the guesses came out right.",
        formula: "table: {token} tokens x {feature} features",
        [Symbol("table", "learned; row t belongs to token number t")])

    private static let lookup = Phrase(
        "lookup", "each token fetches its row",
        what:
            "The id of each token picks one row of the embedding table. Those {feature} numbers are the token's embedding.",
        why:
            "A name becomes a vector, something that can be added, compared and learned. The same token gets the same row wherever it stands.",
        formula: "x[i] = table[id[i]]",
        [Symbol("id[i]", "the number of the token at position i")])

    private static let sum = Phrase(
        "sum", "the token and its place in one vector",
        what:
            "The vector of each token and that of its place are added, feature by feature; where there are segments, theirs too.",
        why:
            "From here on the same token at two places is two vectors, so that the order of the text counts.",
        formula: "y = x + p",
        [Symbol("x", "the embeddings"), Symbol("p", "the vectors of the places")])

    static let blocks: [String: BlockTexts.Text] = [
        "source": BlockTexts.Text(
            name: "the text",
            text:
                "Here everything starts: the text that you typed. It is cut into words, pieces of words and marks, called tokens. Each is replaced by its number in the model's list of tokens."
        ),
        "encoder.embedding": embedding, "decoder.embedding": embedding,
        "encoder.positional_encoding": positions, "decoder.positional_encoding": positions,
        "encoder.segment_embedding": BlockTexts.Text(
            name: "the segments",
            text:
                "Some models compare two texts. A learned vector says of each token which of the two it is of. With one text all tokens get the same."
        ),
        "decoder.rotation": BlockTexts.Text(
            name: "the angles of the places",
            text:
                "Here positions are rotations. Each place has its angles, and queries and keys will be turned by them in every layer. What counts is how far apart two tokens are."
        ),
        "encoder.self_attention": attention(
            "Every token looks at every token and takes something from those that match what it looks for."
        ),
        "decoder.self_attention": attention(
            "Each token looks at itself and at those before it, never ahead: a mask hides what has not been written yet."
        ),
        "encoder.feed_forward": feedForward, "decoder.feed_forward": feedForward,
        "decoder.final": BlockTexts.Text(
            name: "the norm at the end",
            text:
                "The sum of all the parts has not been normalised yet. Its vectors are brought to one size once more. Then they are compared with the tokens."
        ),
        "prediction": BlockTexts.Text(
            name: "the prediction head",
            text:
                "The encoder's vectors serve many tasks. This part makes of them what can be compared with the tokens. Only what guesses hidden words needs it."
        ),
        "pooler": BlockTexts.Text(
            name: "the pooler",
            text:
                "The vector of the first token is taken to speak for the whole text. One more layer gets it ready for questions about the whole."
        ),
        "next_sentence": BlockTexts.Text(
            name: "the next-sentence head",
            text:
                "In training the model had to say whether one text follows another. Two scores, made into probabilities, are its answer."
        ),
        "logits": BlockTexts.Text(
            name: "the logits",
            text:
                "Each vector is compared with a row for every token of the vocabulary. The better they match, the higher the token's score, its logit."
        ),
        "probabilities": BlockTexts.Text(
            name: "the probabilities",
            text:
                "Softmax makes the logits of each row into probabilities that add up to 1. They are the model's guess: what comes next, or what was hidden."
        ),
    ]

    private static let embedding = BlockTexts.Text(
        name: "the embedding",
        text:
            "Each token's number becomes a vector: a list of {d_model} numbers that training found for it. From now on the model works on these vectors only. At this point a token knows nothing of its neighbours."
    )

    private static let positions = BlockTexts.Text(
        name: "the positions",
        text:
            "A vector for each place in the text is added to the vectors of the tokens. Without it \"the dog bites the man\" and \"the man bites the dog\" would be the same heap of words."
    )

    private static func attention(_ text: String) -> BlockTexts.Text {
        BlockTexts.Text(
            name: "the self-attention of layer {layer}",
            text: text
                + " This is done {heads} times side by side, by parts called heads. What was found is added to the token, which now knows more of its context."
        )
    }

    private static let feedForward = BlockTexts.Text(
        name: "the feed forward of layer {layer}",
        text:
            "Attention has brought tokens together; now each works by itself on what it gathered. Its {d_model} features are spread out to {d_ff}, bent, and folded back to {d_model}. Tokens are worked on side by side, layers one after the other."
    )
}
