/// The steps that are alike in every kind of attention. Vaswani et al. 2017, section 3.2.
enum AttentionWords {
    static let phrases: [String: Phrase] = [
        "attention.query.heads": Phrase(
            "queries by head", "{heads} pieces of {d_k} features",
            what: """
                The {d_model} features of each query are cut into {heads} pieces of {d_k}: head 0 \
                gets the first {d_k}, head 1 the next, and so on. Nothing is computed.
                """,
            why: """
                Each piece is called a head. The heads compare words independently of each other, so \
                that one sentence can be looked at in {heads} ways at once.
                """,
            formula: "Q[h, i, f] = Q[i, h · d_k + f]",
            [
                Symbol("h", "the head, from 0 to {last_head}"),
                Symbol("d_k", "the features of a head: {d_model} / {heads} = {d_k}"),
                Symbol("i, f", "the query's position and the feature in its head"),
            ]),
        "attention.key.heads": Phrase(
            "keys by head", "cut as the queries were",
            what: """
                The {d_model} features of each key are cut into the same {heads} pieces of {d_k}.
                """,
            why: "A head's query must meet the key of the same head, feature by feature.",
            formula: "K[h, j, f] = K[j, h · d_k + f]",
            [
                Symbol("h", "the head, from 0 to {last_head}"),
                Symbol("j, f", "the key's position and the feature in its head"),
            ]),
        "attention.value.heads": Phrase(
            "values by head", "a piece to hand over for each head",
            what: """
                The {d_model} features of each value are cut into {heads} pieces of {d_k}, one for \
                each head.
                """,
            why: """
                Each head hands over its own piece of a word, so different heads can pass on different \
                things. All heads together cost as much as one wide head would.
                """,
            formula: "V[h, j, f] = V[j, h · d_k + f]",
            [
                Symbol("h", "the head, from 0 to {last_head}"),
                Symbol("j, f", "the value's position and the feature in its head"),
            ]),
        "attention.scaled": Phrase(
            "scaled scores", "divided by √d_k",
            what: "Every score of {block} is divided by √{d_k} = {sqrt_d_k}.",
            why: """
                A sum of more products spreads wider, and softmax would then give nearly everything to \
                a single word. There its slope is almost 0, and training could hardly correct it.
                """,
            formula: "scaled = Q · Kᵀ / √d_k",
            [
                Symbol("Q · Kᵀ", "the scores"),
                Symbol("d_k", "how many products each score adds up: {d_k}"),
            ]),
        "attention.concat": Phrase(
            "concat", "the heads side by side again",
            what: """
                The {heads} head outputs of {block} are laid side by side: features 0 to \
                {last_feature_of_head} come from head 0, the next {d_k} from head 1, and so on.
                """,
            why: """
                One vector of {d_model} features for each word again, as wide as what went in. Still \
                each feature knows of its own head only.
                """,
            formula: "concat = Concat(head_0, ..., head_{last_head})",
            [Symbol("head_h", "the output of head h, {query} x {d_k}")]),
        "attention.projection": Phrase(
            "projection", "the heads are mixed together",
            what: """
                Each concatenated vector of {block} is multiplied by a last learned \
                matrix{bias:, and a learned vector is added}.
                """,
            why: """
                Up to here the heads knew nothing of each other. The matrix combines what they found \
                into one change for the word.
                """,
            formula:
                "MultiHead(Q, K, V) = Concat(head_0, ..., head_{last_head}) · W_O{bias: + b_O}",
            [
                Symbol("W_O", "the learned matrix of the output, {d_model} x {d_model}"),
                Symbol("{bias:b_O}", "a learned vector of {d_model} numbers"),
            ]),
    ]
}
