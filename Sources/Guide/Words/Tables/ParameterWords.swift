/// What was learned: the matrices and vectors of the linear layers.
enum ParameterWords {
    static let phrases: [String: Phrase] = [
        "attention.query.weight": weight("query", "W_Q", "the vectors that look into queries"),
        "attention.key.weight": weight("key", "W_K", "the vectors looked at into keys"),
        "attention.value.weight": weight("value", "W_V", "the vectors looked at into values"),
        "attention.projection.weight": weight(
            "output", "W_O", "the concatenated heads into one vector"),
        "attention.query.bias": bias("query", "b_Q", "query"),
        "attention.key.bias": bias("key", "b_K", "key"),
        "attention.value.bias": bias("value", "b_V", "value"),
        "attention.projection.bias": bias("output", "b_O", "projection"),
        "feed_forward.first_linear.weight": weight(
            "first", "W_1", "the features into the {feature} questions of the feed forward"),
        "feed_forward.first_linear.bias": bias("first", "b_1", "first linear layer's result"),
        "feed_forward.second_linear.weight": weight(
            "second", "W_2", "the {input} answers back into features"),
        "feed_forward.second_linear.bias": bias("second", "b_2", "second linear layer's result"),
    ]

    private static func weight(_ name: String, _ letter: String, _ task: String) -> Phrase {
        Phrase(
            "\(name) matrix", "learned, {input} x {feature}",
            what: "The learned matrix of {block} that turns \(task).",
            why: """
                It is the same at every position and for every sentence. Only training changes it.
                """,
            formula: "\(letter): {input} inputs x {feature} features",
            [Symbol(letter, "column f says how much each input counts for feature f")])
    }

    private static func bias(_ name: String, _ letter: String, _ result: String) -> Phrase {
        Phrase(
            "\(name) bias", "learned, {feature} numbers",
            what: "A learned number for each feature that is added to every \(result) of {block}.",
            why: "With it a feature can be other than 0 even where all inputs are 0.",
            formula: "\(letter): {feature} features",
            [Symbol(letter, "one number for each feature")])
    }
}
