/// Cross-attention: the words of the translation look at the source. Vaswani et al. 2017, section
/// 3.2.3.
enum CrossAttentionWords {
    static let phrases: [String: Phrase] = [
        "cross_attention.query": Phrase(
            "cross-attention queries", "what to ask the source",
            what: """
                Each target word's vector, from {origin}, is multiplied by a learned matrix: what this \
                place of the translation wants to know of the source.
                """,
            why: """
                Queries come from the decoder, keys and values from the encoder. So this is no longer \
                self-attention: one sentence looks at another.
                """,
            formula: "Q = Y · W_Q{bias: + b_Q}",
            [
                Symbol("Y", "the decoder's vectors, {query} target words"),
                Symbol("W_Q{bias:, b_Q}", "learned"),
            ]),
        "cross_attention.key": Phrase(
            "cross-attention keys", "what source words are found by",
            what: """
                The encoder's result, from {origin}, is multiplied by a learned matrix: a key for each \
                of the {key} source words.
                """,
            why: """
                The source was read once and does not change while the translation grows. These keys \
                are the same for every word that is written, so a program computes them once.
                """,
            formula: "K = M · W_K + b_K",
            [
                Symbol("M", "the encoder's result, called the memory: {key} source words"),
                Symbol("W_K, b_K", "learned"),
            ]),
        "cross_attention.value": Phrase(
            "cross-attention values", "what source words have to give",
            what: """
                The encoder's result, from {origin}, times another learned matrix: what each source \
                word hands over to the translation.
                """,
            why: """
                Whatever the decoder knows of the source, it knows through these values. Each of them \
                already carries its context, for the encoder's words have looked at each other.
                """,
            formula: "V = M · W_V + b_V",
            [
                Symbol("M", "the encoder's result, {key} source words"),
                Symbol("W_V, b_V", "learned"),
            ]),
        "cross_attention.scores": Phrase(
            "cross-attention scores", "target words against source words",
            what: """
                In each head, the dot product of every target word's query with every source word's \
                key. Rows are target words, columns are source words.
                """,
            why: """
                A large score says: for the word to be written here, that source word matters. The \
                matrix need not be square, as the two sentences differ in length.
                """,
            formula: "scores = Q · Kᵀ",
            [
                Symbol("Q", "queries of the target words, {query} x {d_k}"),
                Symbol("K", "keys of the source words, {key} x {d_k}"),
            ]),
        "cross_attention.mask": Phrase(
            "cross-attention mask", "the whole source may be seen",
            what: "Every entry is 0: each target word may look at each of the {key} source words.",
            why: """
                The source sentence is complete before the translation begins. Only the translation's \
                own future has to be hidden, and the decoder's self-attention did that.
                """,
            formula: "mask[query, key] = 0",
            [Symbol("0", "this target word may look at this source word")]),
        "cross_attention.masked": Phrase(
            "masked cross-attention scores", "none is hidden",
            what: """
                The mask is added to the scores of target and source words. It is 0 everywhere, so \
                nothing changes.
                """,
            why: """
                Every attention takes the same steps. This one would hide source words, as batches do \
                with the padding behind a shorter sentence.
                """,
            formula: "masked = scaled + mask",
            [Symbol("mask", "{query} target words x {key} source words")]),
        "cross_attention.weights": Phrase(
            "cross-attention weights", "where each word looks",
            what: """
                Softmax over the source words: each target word shares out an attention of 1 among the \
                {key} words of the source.
                """,
            why: """
                It often looks like a word-by-word alignment of the two languages, and also shows \
                where they order words differently. Remember that row i reads word i and is about to \
                write the next one.
                """,
            formula: "weights = softmax(Q · Kᵀ / √d_k + mask)",
            [
                Symbol("Q · Kᵀ", "target queries against source keys"),
                Symbol("d_k", "the number of features of a head, here {d_k}"),
            ]),
        "cross_attention.head_output": Phrase(
            "cross-attention head output", "what was fetched",
            what: """
                For each target word, the values of the source words are multiplied by its weights and \
                added up, in each head.
                """,
            why: """
                This is the bridge between the languages: the only place where the source enters the \
                translation.
                """,
            formula: "Attention(Q, K, V) = softmax(Q · Kᵀ / √d_k) · V",
            [
                Symbol("softmax(...)", "the weights, {query} target x {key} source words"),
                Symbol("V", "the values of the source words, {key} x {d_k}"),
            ]),
        "cross_attention.residual": Phrase(
            "cross-attention residual", "the translation plus the source",
            what: """
                What the decoder had, from {origin}, is added to what cross-attention fetched from the \
                source.
                """,
            why: """
                Now each row holds both: what has been written, and what the source says about the \
                word to come.
                """,
            formula: "y = Y + MultiHead(Q, K, V)",
            [
                Symbol("Y", "the decoder's vectors that went in"),
                Symbol("MultiHead(Q, K, V)", "the projection of what the heads fetched"),
            ]),
    ]
}
