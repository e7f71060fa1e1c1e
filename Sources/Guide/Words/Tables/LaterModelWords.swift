/// What came after the first transformer: learned, relative and rotated positions, segments, other
/// norms, other functions between the linear layers, shared heads, and the heads of BERT.
enum LaterModelWords {
    static let phrases: [String: Phrase] =
        positions.merging(norms) { first, _ in first }
        .merging(functions) { first, _ in first }.merging(heads) { first, _ in first }

    // MARK: - Positions and segments

    private static let positions: [String: Phrase] = [
        "source.segments": Phrase(
            "segments", "which text each token is of",
            what:
                "Each of the {position} tokens gets the number of its text: 0 for the first, 1 for the second.",
            why: "A model that compares two texts must know where one ends and the other begins.",
            formula: "s[i] = 0 or 1", [Symbol("i", "the position of the token")]),
        "segment_embedding.table": Phrase(
            "segment table", "a learned row for each text",
            what:
                "One row of {feature} numbers for each of the {segment} texts that the model tells apart.",
            why: "Training found them, as it found the rows of the words.",
            formula: "table: {segment} segments x {feature} features",
            [Symbol("table", "learned; row s belongs to text number s")]),
        "segment_embedding.lookup": Phrase(
            "segment lookup", "each token fetches the row of its text",
            what: "The number of its text picks a row of the segment table for each token.",
            why: "It will be added to the word, so that each vector says which text it is of.",
            formula: "x[i] = table[s[i]]", [Symbol("s[i]", "the text of the token at position i")]),
        "positional_encoding.numbers": Phrase(
            "position numbers", "each place is counted",
            what: "The {position} positions are numbered, in the order of the sentence.",
            why: "Each number will fetch a row of its own: attention alone cannot tell the order.",
            formula: "p[i] = i, or a little more where rows are left free",
            [Symbol("i", "the position in the sentence, counted from 0")]),
        "positional_encoding.table": Phrase(
            "position table", "a learned row for each place",
            what:
                "One row of {feature} numbers for each place that a text may have. They are learned, as the rows of the words are.",
            why:
                "The first transformer computed sines and cosines. Here training found what to say of a place; beyond the last row there is no place.",
            formula: "table: a row of {feature} features for each place",
            [Symbol("table", "learned; row p belongs to place p")]),
        "positional_encoding.lookup": Phrase(
            "position lookup", "each place fetches its row",
            what: "The number of each position picks one row of the position table.",
            why: "Added to the word, it makes the same word at two places two vectors.",
            formula: "y[i] = table[p[i]]", [Symbol("p[i]", "the number of position i")]),
        "relative_positions.classes": Phrase(
            "distance classes", "how far each key is from each query",
            what:
                "The distance from each query to each key gets a class. Short distances have classes of their own, long ones share them.",
            why: "One step to the left matters more exactly than whether it is 60 or 70 steps.",
            formula: "c[i, j] = class of j - i",
            [Symbol("i", "the position of the query"), Symbol("j", "the position of the key")]),
        "relative_positions.table": Phrase(
            "distance table", "a learned number for each class",
            what: "One number for each class of distances and each of the {head} heads.",
            why:
                "Here positions are not added to the words. A head learns how much it likes to look so far.",
            formula: "table: classes x {head} heads",
            [Symbol("table", "learned; row c belongs to distance class c")]),
        "relative_positions.bias": Phrase(
            "distance bias", "a bonus for each distance",
            what:
                "For each head, query and key: the number that the distance table has for their class.",
            why:
                "It will be added to the scores of every layer, so that the order of the words counts.",
            formula: "b[h, i, j] = table[c[i, j], h]",
            [Symbol("h", "the head"), Symbol("c", "the distance classes")]),
        "attention.biased": Phrase(
            "biased scores", "the bonus of each distance is added",
            what: "The bias of their distance is added to the score of each query and key.",
            why:
                "What a head likes to look at now depends on the words and on how far apart they are.",
            formula: "y = scores + b", [Symbol("b", "the distance bias")]),
        "rotation.cosines": rotation("cosines", "cos"),
        "rotation.sines": rotation("sines", "sin"),
        "attention.query.rotated": rotated("queries", "query"),
        "attention.key.rotated": rotated("keys", "key"),
    ]

    private static func rotation(_ name: String, _ letter: String) -> Phrase {
        Phrase(
            name, "of the angle of each place",
            what:
                "Each position has an angle for each pair of features; here are the \(name) of these angles.",
            why:
                "Queries and keys will be turned by them: positions are rotations here, not something that is added.",
            formula: "y[i, f] = \(letter)(i * speed[f])",
            [
                Symbol("i", "the position"),
                Symbol("speed", "fast for the first pair of features, slow for the last"),
            ])
    }

    private static func rotated(_ name: String, _ one: String) -> Phrase {
        Phrase(
            "rotated \(name)", "turned by the angle of their place",
            what: "Pairs of features of each \(one) are turned by the angle of its position.",
            why:
                "The product of a turned query and a turned key depends only on how far apart they are. Lengths stay as they were.",
            formula: "y[f] = x[f] * cos - x[f'] * sin, y[f'] = x[f'] * cos + x[f] * sin",
            [Symbol("x", "the \(one) of a head"), Symbol("f, f'", "two features that make a pair")])
    }

    // MARK: - Norms

    private static let norms: [String: Phrase] = [
        "rms_norm.mean_square": Phrase(
            "mean square", "how large each vector is",
            what: "The squares of the {feature} features of each position are averaged.",
            why:
                "Its root is the size of a usual feature. No mean is taken away, which the older layer norm does.",
            formula: "m = (sum of x[f] * x[f]) / {feature}",
            [Symbol("x", "the vector of a position")]),
        "rms_norm.normalised": Phrase(
            "normalised", "every vector gets one size",
            what:
                "Each vector is divided by the root of its mean square, so that its usual feature has size 1.",
            why:
                "Numbers would grow from layer to layer. A vector of one size is easier to work with.",
            formula: "y = x / sqrt(m + epsilon)",
            [
                Symbol("m", "the mean square"),
                Symbol("epsilon", "a tiny number against division by 0"),
            ]),
        "rms_norm.gamma": Phrase(
            "gamma", "a learned factor a feature",
            what: "A learned factor for each of the {feature} features.",
            why: "Training may choose how much each feature shall count behind the norm.",
            formula: "gamma: {feature} features", [Symbol("gamma", "learned")]),
        "rms_norm.output": Phrase(
            "RMS norm", "each feature by its learned factor",
            what: "Each normalised feature is multiplied by its learned factor. Nothing is added.",
            why:
                "What follows reads vectors of one size, with the features weighed as training found best.",
            formula: "y = normalised * gamma",
            [Symbol("gamma", "a learned factor for each feature")]),
    ]

    // MARK: - Between the linear layers

    private static let functions: [String: Phrase] = [
        "gelu": Phrase(
            "GELU", "a soft bend at 0",
            what:
                "Each number is multiplied by the share of the bell curve that lies below it. Large ones pass, very negative ones become 0.",
            why:
                "Like ReLU it makes more of two linear layers than one would be. It has no corner, and small negative numbers pass a little.",
            formula: "y = x * Phi(x)",
            [Symbol("Phi(x)", "the share of a normal distribution below x")]),
        "silu": Phrase(
            "SiLU", "each number opens its own gate",
            what:
                "Each number is multiplied by its own sigmoid, which goes from 0 for very negative to 1 for large numbers.",
            why: "It bends as softly as GELU and is easier to compute.",
            formula: "y = x / (1 + exp(-x))", [Symbol("x", "a number of the gate")]),
        "feed_forward.gate": Phrase(
            "gate", "what shall pass",
            what:
                "A linear layer of its own turns each vector into {feature} numbers, one for each hidden feature.",
            why:
                "Bent, they will be multiplied with the first linear layer: they decide how much of each hidden feature passes.",
            formula: "g = x W_g", [Symbol("W_g", "the learned matrix of the gate")]),
        "feed_forward.gate.weight": Phrase(
            "gate matrix", "learned",
            what: "The learned matrix that turns the features into the numbers of the gate.",
            why:
                "It is the same at every position and for every sentence. Only training changes it.",
            formula: "W_g: {input} inputs x {feature} features",
            [Symbol("W_g", "how much each input counts for each number of the gate")]),
        "feed_forward.gated": Phrase(
            "gated", "the gate times what may pass",
            what: "The bent gate and the first linear layer are multiplied, number by number.",
            why:
                "One says what there is, the other how much of it counts here. A sum alone cannot do that.",
            formula: "y = bent gate * first linear",
            [Symbol("bent gate", "the gate behind its function")]),
        "attention.key.repeated": repeated("keys"),
        "attention.value.repeated": repeated("values"),
    ]

    private static func repeated(_ name: String) -> Phrase {
        Phrase(
            "repeated \(name)", "several heads share them",
            what:
                "The \(name) of each group are repeated for every head of queries that belongs to it.",
            why:
                "Fewer \(name) than queries are computed and kept: writing needs less memory, and hardly loses by it.",
            formula: "y[h] = x[group of h]", [Symbol("h", "the head of the queries")])
    }

    // MARK: - The output

    private static let heads: [String: Phrase] = [
        "prediction.dense": Phrase(
            "prediction layer", "getting ready to guess",
            what:
                "One more linear layer turns the encoder's vector of each position into {feature} features.",
            why:
                "The encoder's vectors serve many tasks. This layer makes of them what is compared with the words.",
            formula: "y = x W + b", [Symbol("W, b", "learned")]),
        "prediction.dense.weight": learned("matrix of the prediction layer", "W"),
        "prediction.dense.bias": learned("bias of the prediction layer", "b"),
        "prediction.unbiased": Phrase(
            "products with the words", "each vector meets each word's row",
            what:
                "The vector of each position is multiplied with the row of each token of the vocabulary.",
            why:
                "The more alike the two are, the more the token fits here. A bias for each token is still to come.",
            formula: "y[i, t] = x[i] · table[t]",
            [Symbol("table[t]", "the row of token t in the embedding table")]),
        "logits.weight": learned("output matrix", "W"),
        "final.scaled": Phrase(
            "scaled vectors", "made smaller before the words",
            what: "The last vectors are divided by the root of the number of their features.",
            why:
                "The table of the words is used twice, at both ends. Here its rows would give too large products.",
            formula: "y = x / sqrt(d_model)", [Symbol("d_model", "the features of a vector")]),
        "pooler.first": Phrase(
            "first vector", "the vector of the opening token",
            what: "Of all vectors only that of the first token is taken.",
            why:
                "This token stands for no word. Training made it collect what can be said of the whole.",
            formula: "y = x[0]", [Symbol("x", "what the encoder made of the text")]),
        "pooler.dense": Phrase(
            "pooler", "one vector for the whole",
            what:
                "A linear layer turns the first vector into {feature} features that speak of the whole text.",
            why: "Questions about the text, not about a word, are answered from it.",
            formula: "y = x W + b", [Symbol("W, b", "learned")]),
        "pooler.dense.weight": learned("matrix of the pooler", "W"),
        "pooler.dense.bias": learned("bias of the pooler", "b"),
        "pooler.tanh": Phrase(
            "tanh", "everything between -1 and 1",
            what: "Each number is bent to lie between -1 and 1; near 0 it hardly changes.",
            why: "However large a feature is, it counts at most as 1.",
            formula: "y = tanh(x)", [Symbol("x", "a feature of the pooler")]),
        "next_sentence.logits": Phrase(
            "next-sentence scores", "does the second text follow?",
            what:
                "Two scores from the vector of the whole: that the second text follows the first, and that it does not.",
            why:
                "In training half of the pairs were neighbours, the others strangers. So the model had to read both.",
            formula: "y = x W + b", [Symbol("W, b", "learned")]),
        "next_sentence.logits.weight": learned("next-sentence matrix", "W"),
        "next_sentence.logits.bias": learned("next-sentence bias", "b"),
        "next_sentence.probabilities": Phrase(
            "next-sentence probabilities", "two shares of 1",
            what: "Softmax turns the two scores into probabilities.",
            why: "They say how sure the model is that the second text follows the first.",
            formula: "y = softmax(logits)", [Symbol("logits", "the two scores")]),
    ]

    private static func learned(_ name: String, _ letter: String) -> Phrase {
        Phrase(
            name, "learned",
            what: "Learned numbers: the \(name).",
            why: "They are the same for every sentence. Only training changes them.",
            formula: "\(letter): what training found", [Symbol(letter, "learned")])
    }
}
