/// The encoder's self-attention: the words of the source look at each other. Vaswani et al. 2017,
/// section 3.2.
enum EncoderAttentionWords {
    static let phrases: [String: Phrase] = [
        "encoder.self_attention.query": Phrase(
            "queries", "what each word is looking for",
            what: """
                Each word's vector, as it comes from {origin}, is multiplied by a learned \
                matrix{bias:, and a learned vector is added}. The result is the word's query.
                """,
            why: """
                A query stands for what a word is looking for in the others. It will be compared with \
                the keys of all words of the same sentence: that is why it is called self-attention.
                """,
            formula: "Q = X · W_Q{bias: + b_Q}",
            [
                Symbol("X", "the vectors of the words, from {origin}"),
                Symbol(
                    "W_Q{bias:, b_Q}",
                    "the learned matrix{bias: and the learned vector} of the queries"),
                Symbol("Q", "the queries, a row for each word"),
            ]),
        "encoder.self_attention.key": Phrase(
            "keys", "what each word can be found by",
            what: """
                The same vectors are multiplied by a second learned matrix. The result is a key for \
                each word.
                """,
            why: """
                A key stands for what a word can be found by. Where a query and a key are alike, the \
                one word will look at the other.
                """,
            formula: "K = X · W_K + b_K",
            [
                Symbol("X", "the same vectors of the words that made the queries"),
                Symbol("W_K, b_K", "the learned matrix and vector of the keys"),
                Symbol("K", "the keys, a row for each word"),
            ]),
        "encoder.self_attention.value": Phrase(
            "values", "what each word has to give",
            what: """
                The same vectors are multiplied by a third learned matrix. The result is a value for \
                each word.
                """,
            why: """
                The value is what a word hands over to those that look at it. Key and value are apart, \
                because being found and being useful are two things.
                """,
            formula: "V = X · W_V + b_V",
            [
                Symbol("X", "the same vectors of the words once more"),
                Symbol("W_V, b_V", "the learned matrix and vector of the values"),
                Symbol("V", "the values, a row for each word"),
            ]),
        "encoder.self_attention.scores": Phrase(
            "scores", "how well each query matches each key",
            what: """
                In each head the query of every word is multiplied with the key of every word, \
                feature by feature, and the {d_k} products are added up. Such a sum is called a dot \
                product.
                """,
            why: """
                The sum is large where query and key point the same way: here is a word worth looking \
                at. Rows are the words that look, columns the words looked at.
                """,
            formula: "scores = Q · Kᵀ",
            [
                Symbol("Q", "the queries of a head, {query} x {d_k}"),
                Symbol("K", "the keys of the head, {key} x {d_k}"),
                Symbol("ᵀ", "transposed: rows become columns, so that rows meet rows"),
            ]),
        "encoder.self_attention.mask": Phrase(
            "mask", "here every word may look at every word",
            what: """
                A mask says which pairs are allowed: 0 for a pair that is, minus infinity for one that \
                is not. In the encoder every entry is 0.
                """,
            why: """
                The whole source sentence is known, so nothing has to be hidden. The step is here \
                because the decoder will need it.
                """,
            formula: "mask[query, key] = 0",
            [Symbol("0", "this query may look at this key")]),
        "encoder.self_attention.masked": Phrase(
            "masked scores", "nothing is hidden here",
            what: """
                The mask is added to the scores of each head. Here it is 0 everywhere, so the scores \
                stay as they are.
                """,
            why: """
                If you set an entry of the mask to minus infinity, this pair's score becomes minus \
                infinity, and the next step turns it into a weight of exactly 0.
                """,
            formula: "masked = scaled + mask",
            [Symbol("mask", "{query} x {key}, the same for all heads")]),
        "encoder.self_attention.weights": Phrase(
            "weights", "each word shares out its attention",
            what: """
                Softmax turns each row of scores into weights: the exponential of each score, divided \
                by the sum of these exponentials over the row. All weights lie between 0 and 1, and \
                every row adds up to 1.
                """,
            why: """
                A row is now a recipe: so much of this word, so much of that. The words of a row \
                compete, which a sigmoid, taken score by score, would not make them do.
                """,
            formula: "weights = softmax(Q · Kᵀ / √d_k + mask)",
            [
                Symbol("softmax", "softmax(x)[j] = exp(x[j]) / Σ exp(x[i]), row by row"),
                Symbol("exp(x)", "e to the power of x: never negative, and it grows fast"),
                Symbol("Σ", "the sum over all keys i of the row"),
                Symbol("d_k", "the number of features of a head, here {d_k}"),
            ]),
        "encoder.self_attention.head_output": Phrase(
            "head output", "the values, mixed by the weights",
            what: """
                For each word, the values of all words are multiplied by its weights and added up, in \
                each head.
                """,
            why: """
                Here words take from each other. A word that looks at one other only gets almost that \
                word's value; one that looks everywhere gets an average. This is the paper's \
                Attention(Q, K, V).
                """,
            formula: "Attention(Q, K, V) = softmax(Q · Kᵀ / √d_k) · V",
            [
                Symbol("softmax(...)", "the weights of the head, {query} x {key}"),
                Symbol("V", "the values of the head, {key} x {d_k}"),
            ]),
        "encoder.self_attention.residual": Phrase(
            "residual", "what went in plus what attention found",
            what: """
                The vector that each word had before the attention is added to what the attention \
                made. Its way around the attention is called the residual connection.
                """,
            why: """
                So the attention only has to say what changes, and the word itself is never lost. In \
                training the gradient, too, has a direct way back through all layers.
                """,
            formula: "y = X + MultiHead(Q, K, V)",
            [
                Symbol("X", "the vectors that went in, from {origin}"),
                Symbol("MultiHead(Q, K, V)", "the projection of all heads together"),
            ]),
    ]
}
