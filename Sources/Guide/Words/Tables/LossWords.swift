/// How training judges a translation. Vaswani et al. 2017, section 5.4.
enum LossWords {
    static let phrases: [String: Phrase] = [
        "loss.targets": Phrase(
            "right answers", "the words that should be predicted",
            what: "The number of the right token for each position of the translation.",
            why: "The model is judged by the probability that it gave to each of them.",
            formula: "t[i] = id of the right token at position i",
            [Symbol("i", "the position in the translation")]),
        "loss.cross_entropy.words": crossEntropy,
        "loss.words": crossEntropy,
        "loss.cross_entropy.sum": sum,
        "loss.sum": sum,
        "loss.cross_entropy": Phrase(
            "cross-entropy", "the mean surprise a word",
            what: "The sum of the surprises is divided by the number of words.",
            why: "Long and short sentences become comparable.",
            formula: "L = Σ s[i] / n",
            [Symbol("n", "the number of target words"), Symbol("s", "the surprises")]),
        "loss.guidance.weights": Phrase(
            "guided weights", "what the guided head gave the noun",
            what: "The attention weight from each pronoun to the noun that it stands for.",
            why: "Training may reward one head for finding it, so that a learner can see it.",
            formula: "w[n] = weights[head, pronoun, noun]",
            [Symbol("n", "the n-th pronoun of the batch")]),
        "loss.guidance.surprises": Phrase(
            "guidance surprises", "how far each weight is from 1",
            what: "The negative logarithm of each of these weights: 0 where the weight is 1.",
            why: "The smaller the weight on the right noun, the larger the penalty.",
            formula: "g[n] = -ln w[n]", [Symbol("w", "the guided weights")]),
        "loss.guidance.mean.sum": Phrase(
            "sum of the guidance", "all guided pronouns together",
            what: "The penalties of all guided pronouns are added up.",
            why: "One number is needed that can be made smaller.",
            formula: "Σ g[n]", [Symbol("g", "the penalty of a pronoun")]),
        "loss.guidance.mean": Phrase(
            "mean guidance", "the penalty a pronoun",
            what: "The sum of the penalties, divided by the number of pronouns.",
            why: "So batches with few and with many pronouns count alike.",
            formula: "Σ g[n] / m", [Symbol("m", "the number of guided pronouns")]),
        "loss.guidance": Phrase(
            "guidance", "its share of the loss",
            what: "The mean penalty is multiplied by the weight that the recipe gives it.",
            why: "It decides how much a clear head counts beside a right translation.",
            formula: "G = c · Σ g[n] / m", [Symbol("c", "set in the recipe, not learned")]),
        "loss": Phrase(
            "loss", "one number to make smaller",
            what: "The whole judgement of the translation in a single number.",
            why: """
                Training asks of every parameter: which way must it move for this number to fall? The \
                gradients that follow answer that, walking back from here.
                """,
            formula: "L", [Symbol("L", "0 would mean that nothing was a surprise")]),
    ]

    private static let crossEntropy = Phrase(
        "surprises", "how unexpected each right word was",
        what: """
            For each position, the negative logarithm of the probability that the model gave to the \
            right token. With label smoothing every other token counts a little, too.
            """,
        why:
            "A right word that was certain costs nothing; one that was thought impossible costs much.",
        formula: "s[i] = -ln p[i, t[i]]",
        [
            Symbol("p", "the probabilities, softmax of the logits"),
            Symbol("t[i]", "the right token at position i"),
        ])

    private static let sum = Phrase(
        "sum of the surprises", "all words together",
        what: "The surprises of all words are added up.",
        why: "One number is needed that can be made smaller.",
        formula: "Σ s[i]", [Symbol("s[i]", "the surprise at position i")])
}
