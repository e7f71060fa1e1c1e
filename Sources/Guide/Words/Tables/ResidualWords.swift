/// The layer normalisation behind every residual. Ba et al. 2016; Vaswani et al. 2017, section 3.1.
enum ResidualWords {
    static let phrases: [String: Phrase] = [
        "layer_norm.mean": Phrase(
            "mean", "the average of each word's features",
            what: """
                For each word separately, the {width} features of its residual in {block} are added \
                up and divided by {width}.
                """,
            why: """
                Layer normalisation begins: each vector is brought to a common size. It looks at one \
                word at a time, never at other words or other sentences, unlike batch normalisation.
                """,
            formula: "μ = Σ x[i] / n",
            [
                Symbol("x", "the residual of one word"),
                Symbol("n", "the number of its features, {width}"),
                Symbol("μ", "the mean, one number a word"),
            ]),
        "layer_norm.variance": Phrase(
            "variance", "how far the features spread",
            what: """
                For each word, the mean of the squared distances of its {width} features from their \
                mean. Its square root is the standard deviation.
                """,
            why: """
                It measures how strongly a vector's features differ from each other. The next step \
                divides by this spread.
                """,
            formula: "σ² = Σ (x[i] - μ)² / n",
            [
                Symbol("μ", "the mean of the same word"),
                Symbol("σ²", "the variance, one number a word"),
                Symbol("n", "the number of features, {width}"),
            ]),
        "layer_norm.normalised": Phrase(
            "normalised vectors", "mean 0 and variance 1",
            what: """
                From each feature the word's mean is taken away, and the rest is divided by the \
                standard deviation. Each word's features now have mean 0 and variance 1.
                """,
            why: """
                Sums grow from layer to layer; this brings them back to one size, which keeps training \
                steady. The values are not squeezed between 0 and 1: about a third of them usually lie \
                beyond -1 and 1.
                """,
            formula: "y[i] = (x[i] - μ) / √(σ² + ε)",
            [
                Symbol("μ, σ²", "mean and variance of the word"),
                Symbol("ε", "a tiny number, so that nothing is ever divided by 0"),
            ]),
        "layer_norm.output": Phrase(
            "layer norm output", "scaled and shifted again",
            what: """
                Each feature is multiplied by a learned number of its own and a second one is added. \
                This is the result of {block}.
                """,
            why: """
                Mean 0 and variance 1 may be too narrow for what follows. So training may choose for \
                each feature how large it is and where it lies.
                """,
            formula: "y[i] = γ[i] · x[i] + β[i]",
            [
                Symbol("γ", "gamma: a learned factor for each feature, the same for every word"),
                Symbol("β", "beta: a learned shift for each feature"),
            ]),
        "layer_norm.gamma": Phrase(
            "gamma", "a learned factor for each feature",
            what: "{feature} learned numbers: how much each normalised feature is enlarged.",
            why: """
                They start at 1, which changes nothing. What training made of them shows which \
                features it wanted larger or smaller.
                """,
            formula: "γ: {feature} features", [Symbol("γ", "the Greek letter gamma")]),
        "layer_norm.beta": Phrase(
            "beta", "a learned shift for each feature",
            what: "{feature} learned numbers: what is added to each feature after gamma.",
            why: "They start at 0. With them a feature may have a mean other than 0.",
            formula: "β: {feature} features", [Symbol("β", "the Greek letter beta")]),
    ]
}
