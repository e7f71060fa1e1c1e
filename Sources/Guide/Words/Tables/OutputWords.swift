/// From the decoder's vectors to the next word. Vaswani et al. 2017, section 3.4.
enum OutputWords {
    static let phrases: [String: Phrase] = [
        "logits.bias": Phrase(
            "logits bias", "a head start for each word",
            what: "A learned number for each of the {token} target words, added to its logit.",
            why: "It can hold what is known without reading anything: some words are common.",
            formula: "b: {token} tokens", [Symbol("b", "one number for each target word")]),
        "logits": Phrase(
            "logits", "a score for every word of the language",
            what: """
                Each row of the decoder's result is compared, by a dot product, with the embedding of \
                each of the {token} target words, and a learned bias is added. These scores are called \
                logits.
                """,
            why: """
                The more a row resembles the embedding of a word, the better that word fits as the \
                next one. The table is the one that the decoder read its words from.
                """,
            formula: "logits = Y · Eᵀ + b",
            [
                Symbol("Y", "the decoder's result, from {origin}"),
                Symbol("E", "the target embedding table, {token} x {d_model}"),
                Symbol("b", "a learned number for each word"),
            ]),
        "probabilities": Phrase(
            "probabilities", "how likely each next word is",
            what: """
                Softmax turns each row of logits into {token} numbers between 0 and 1 that add up to 1.
                """,
            why: """
                They say how likely each word is to come next. The most likely one is written, put \
                behind the others, and the decoder runs again, until it writes <eos>.
                """,
            formula: "p = softmax(logits)",
            [Symbol("p[i, t]", "the probability that word i of the translation is token t")]),
    ]
}
