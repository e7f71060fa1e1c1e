/// The decoder's masked self-attention: each word of the translation looks at those before it.
/// Vaswani et al. 2017, sections 3.1 and 3.2.3.
enum DecoderAttentionWords {
    static let phrases: [String: Phrase] = [
        "decoder.self_attention.query": Phrase(
            "decoder queries", "what the translation looks for",
            what: """
                Each word of the translation so far, as it comes from {origin}, is multiplied by a \
                learned matrix of the decoder: its query.
                """,
            why: """
                The decoder first looks back at what is already written. To choose the next word it \
                must know, for instance, which noun an adjective has to agree with.
                """,
            formula: "Q = Y · W_Q{bias: + b_Q}",
            [
                Symbol("Y", "the vectors of the target words, from {origin}"),
                Symbol("W_Q{bias:, b_Q}", "learned, other numbers than in the encoder"),
            ]),
        "decoder.self_attention.key": Phrase(
            "decoder keys", "what written words can be found by",
            what: """
                The same target vectors, from {origin}, times another learned matrix: a key for each \
                word of the translation so far.
                """,
            why: """
                In self-attention queries, keys and values all come from one sentence. Here this is \
                the translation; the source comes in later, by cross-attention.
                """,
            formula: "K = Y · W_K + b_K",
            [
                Symbol("Y", "the same vectors of the target words"),
                Symbol("W_K, b_K", "learned"),
            ]),
        "decoder.self_attention.value": Phrase(
            "decoder values", "what written words have to give",
            what: """
                The same target vectors, from {origin}, times a third learned matrix: the value that \
                each written word hands over.
                """,
            why: """
                When the translation is written word by word, keys and values of earlier words never \
                change, since no word sees a later one. Programs keep them: the key/value cache.
                """,
            formula: "V = Y · W_V + b_V",
            [
                Symbol("Y", "the same vectors of the target words"),
                Symbol("W_V, b_V", "learned"),
            ]),
        "decoder.self_attention.scores": Phrase(
            "decoder scores", "each written word against each",
            what: """
                In each head, the dot product of every target word's query with every target word's \
                key: {query} x {key} scores.
                """,
            why: """
                All pairs are computed at once, also those that look at words still to come. The mask \
                will strike these out; that costs less than computing row after row.
                """,
            formula: "scores = Q · Kᵀ",
            [
                Symbol("Q", "the queries of a head, {query} x {d_k}"),
                Symbol("K", "the keys of the head, {key} x {d_k}, from the same words"),
            ]),
        "decoder.self_attention.mask": Phrase(
            "causal mask", "no word may look ahead",
            what: """
                0 where the key is the query's own position or an earlier one, minus infinity where it \
                is a later one: a triangle of what is forbidden.
                """,
            why: """
                When the model writes a word, the words after it do not exist yet. The mask makes a \
                run over the whole translation obey the same rule, so all its words can be computed \
                side by side.
                """,
            formula: "mask[query, key] = 0 if key ≤ query, else -inf",
            [
                Symbol("query", "the position that looks"),
                Symbol("key", "the position looked at"),
                Symbol("-inf", "minus infinity: softmax makes it a weight of 0"),
            ]),
        "decoder.self_attention.masked": Phrase(
            "masked decoder scores", "the future is struck out",
            what: """
                The causal mask is added to the scores of each head. A score plus minus infinity is \
                minus infinity; the others stay as they are.
                """,
            why: """
                The exponential of minus infinity is 0. So later words get a weight of exactly 0, and \
                the rest of the row still adds up to 1.
                """,
            formula: "masked = scaled + mask",
            [Symbol("mask", "the causal mask, {query} x {key}, the same for all heads")]),
        "decoder.self_attention.weights": Phrase(
            "decoder weights", "attention shared among earlier words",
            what: """
                Softmax over each row of masked scores. The first row has only itself to look at; each \
                row further down has one word more.
                """,
            why: """
                A row says how much each word written so far matters for the next one. What is masked \
                has weight 0, so the triangle above the diagonal is empty.
                """,
            formula: "weights = softmax(Q · Kᵀ / √d_k + mask)",
            [
                Symbol("mask", "0 or -inf, the causal mask"),
                Symbol("d_k", "the number of features of a head, here {d_k}"),
            ]),
        "decoder.self_attention.head_output": Phrase(
            "decoder head output", "a mixture of earlier words",
            what: """
                For each target word, the values of that word and those before it are multiplied by \
                the weights and added up, in each head.
                """,
            why: """
                Row i now carries what the words up to it have to say. Nothing of a later word has \
                leaked in: its weight was exactly 0.
                """,
            formula: "Attention(Q, K, V) = softmax(Q · Kᵀ / √d_k + mask) · V",
            [
                Symbol("softmax(...)", "the weights of the head, {query} x {key}"),
                Symbol("V", "the values of the target words, {key} x {d_k}"),
            ]),
        "decoder.self_attention.residual": Phrase(
            "decoder residual", "the word plus what it found before it",
            what: """
                The target word's own vector, from {origin}, is added to what self-attention brought \
                from the words before it.
                """,
            why: """
                The word itself is kept, and its past is added. The result will ask the source \
                sentence for what is still missing.
                """,
            formula: "y = Y + MultiHead(Q, K, V)",
            [
                Symbol("Y", "the target vectors that went in"),
                Symbol("MultiHead(Q, K, V)", "the projection of all heads together"),
            ]),
    ]
}
