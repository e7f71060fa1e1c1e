/// The feed forward: each word thinks for itself. Vaswani et al. 2017, section 3.3.
enum FeedForwardWords {
    static let phrases: [String: Phrase] = [
        "feed_forward.first_linear": Phrase(
            "first linear", "from {d_model} features to {d_ff}",
            what: """
                Each word's vector, from {origin}, is multiplied by a learned matrix{bias:, and a \
                learned vector is added}: {d_model} features become {d_ff}.
                """,
            why: """
                Each of the {d_ff} new numbers asks one learned question of the word. Every word is \
                treated alike and by itself: here words do not look at each other.
                """,
            formula: "h = x · W_1{bias: + b_1}",
            [
                Symbol("x", "the vector of one word, {d_model} features"),
                Symbol("W_1", "learned: {d_model} x {d_ff} numbers"),
                Symbol("{bias:b_1}", "learned: {d_ff} numbers"),
            ]),
        "feed_forward.relu": Phrase(
            "ReLU", "what is below 0 becomes 0",
            what: """
                Every negative number is replaced by 0, every other stays as it is. ReLU is short for \
                rectified linear unit.
                """,
            why: """
                A question counts only where its answer is yes. Without this bend the two matrices \
                around it would be no more than one.
                """,
            formula: "y = max(0, h)", [Symbol("h", "the {d_ff} numbers of the first linear layer")]),
        "feed_forward.second_linear": Phrase(
            "second linear", "from {d_ff} features back to {d_model}",
            what: """
                The {d_ff} numbers are multiplied by a second learned matrix and are {d_model} features \
                again.
                """,
            why: """
                Each number that ReLU let through adds its own learned vector to the word. Numbers that \
                are 0 add nothing.
                """,
            formula: "FFN(x) = max(0, x · W_1{bias: + b_1}) · W_2{bias: + b_2}",
            [
                Symbol("W_2", "learned: {d_ff} x {d_model} numbers"),
                Symbol("{bias:b_2}", "learned: {d_model} numbers"),
            ]),
        "feed_forward.residual": Phrase(
            "feed-forward residual", "the word plus what it thought",
            what: """
                What went in, from {origin}, is added to what the feed forward made of it, number by \
                number.
                """,
            why: """
                As around attention: the feed forward only says what to change, and what it leaves \
                alone passes by untouched.
                """,
            formula: "y = x + FFN(x)",
            [
                Symbol("x", "the vector that went in"),
                Symbol("FFN(x)", "what the two linear layers made of it"),
            ]),
    ]
}
