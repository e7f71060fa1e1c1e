import Tracing

/// Words for an event of a model that has no words of its own, by its op.
enum OpWords {
    /// What each op does, by its name without what stands in parentheses.
    static let phrases: [String: Words] = [
        "parameter": Words(
            "parameter", "learned numbers", "Numbers that training found.",
            "They are the same for every sentence."),
        "constant": Words(
            "constant", "given numbers", "Numbers that are neither learned nor computed.",
            "The computation starts from them."),
        "token ids": Words(
            "token ids", "a number for each token",
            "Each token is replaced by its number in the vocabulary.",
            "A model computes with numbers only."),
        "lookup": Words(
            "lookup", "each token fetches its row", "Each token's number picks one row of a table.",
            "A name becomes a vector that can be computed with."),
        "matmul": Words(
            "matrix product", "rows times columns",
            "Rows of the first value meet columns of the second: products, added up.",
            "Each result weighs up a whole row."),
        "add": Words(
            "sum", "number by number", "The inputs are added, number by number.",
            "What both say is kept."),
        "sum": Words(
            "sum", "over the repeated axes", "The numbers along the leading axes are added up.",
            "What was used many times collects what each use says."),
        "repeat": Words(
            "repetition", "the same value again", "The value is repeated along new axes.",
            "Each use gets the same number."),
        "multiply": Words(
            "product", "number by number", "The inputs are multiplied, number by number.",
            "One value decides how much of the other counts."),
        "scale": Words(
            "scaling", "every number times one factor", "Every number is multiplied by one factor.",
            "The size changes, the proportions stay."),
        "softmax": Words(
            "softmax", "each row becomes shares of 1",
            "The exponential of each number is divided by the sum of the exponentials of its row.",
            "Each row becomes positive and adds up to 1."),
        "causal mask": Words(
            "causal mask", "no position may look ahead",
            "0 where a position may look, minus infinity where it would look ahead.",
            "Softmax turns minus infinity into a weight of 0."),
        "open mask": Words(
            "open mask", "everything may be seen", "0 for every pair: nothing is hidden.",
            "Set an entry to minus infinity to forbid a pair."),
        "split": Words(
            "split into heads", "the features in equal pieces",
            "The features are cut into equal pieces, one a head.",
            "Each head works on its own piece."),
        "concat": Words(
            "concat", "the heads side by side", "The heads' features are laid side by side again.",
            "The heads become one vector."),
        "mean": Words(
            "mean", "the average of each row", "Each row is added up and divided by its length.",
            "It says where the numbers lie."),
        "variance": Words(
            "variance", "how far each row spreads",
            "The mean of the squared distances from the row's mean.",
            "It says how much the numbers differ."),
        "normalise": Words(
            "normalised", "mean 0 and variance 1",
            "Each row's mean is taken away, and the rest is divided by its spread.",
            "Every row gets the same size."),
        "scale and shift": Words(
            "scale and shift", "a factor and a shift a feature",
            "Each feature is multiplied by a learned factor, and a learned number is added.",
            "Training may choose each feature's size and place."),
        "relu": Words(
            "ReLU", "what is below 0 becomes 0", "Every negative number is replaced by 0.",
            "Without such a bend, layers of sums would be no more than one layer."),
        "sinusoidal positions": Words(
            "positional encoding", "a pattern for each place",
            "Each position gets a vector of sines and cosines.",
            "The model can tell the positions apart."),
        "shift right": Words(
            "shift right", "every token moves one place on",
            "Every token moves one place on, and the start token comes first.",
            "Each position predicts a word from those before it."),
        "select": Words(
            "selection", "some cells are picked", "Single cells are picked out of a value.",
            "Only they matter for what follows."),
        "cross entropy": Words(
            "cross entropy", "how unexpected each right token was",
            "The negative logarithm of the probability of each right token.",
            "It is what training makes smaller."),
        "negative logarithm": Words(
            "negative logarithm", "0 for 1, more for less",
            "The negative logarithm of each number.", "A probability becomes a surprise."),
    ]

    /// The words for an op; one that has none here is told by its own name and formula.
    static func phrase(for op: any Op) -> Phrase {
        let words =
            phrases[op.plainName]
            ?? Words(
                op.plainName, "one step of the computation",
                "A value is computed from the inputs; the formula says how.",
                "The steps that follow read it.")
        return Phrase(
            words.name, words.gist, what: words.what, why: words.why, formula: op.formula)
    }

    struct Words {
        let name: String
        let gist: String
        let what: String
        let why: String

        init(_ name: String, _ gist: String, _ what: String, _ why: String) {
            self.name = name
            self.gist = gist
            self.what = what
            self.why = why
        }
    }
}
