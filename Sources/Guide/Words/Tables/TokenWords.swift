/// Where a computation starts: the sentence and the translation as numbers.
enum TokenWords {
    static let phrases: [String: Phrase] = [
        "source.ids": Phrase(
            "token ids", "a number for each word",
            what: """
                The sentence is cut into {position} tokens: words, punctuation marks and <eos>, which \
                closes it. Each token is replaced by its number in the list of words that the model \
                knows, its vocabulary.
                """,
            why: """
                A model computes with numbers only. The number is just a name: word 40 is not twice \
                word 20.
                """,
            formula: "id[i] = place of token i in the vocabulary",
            [
                Symbol("i", "the position of the token in the sentence, counted from 0"),
                Symbol("<eos>", "end of sentence"),
                Symbol("<unk>", "number 0: any word that is not in the vocabulary"),
            ]),
        "target.ids": Phrase(
            "target ids", "the translation as numbers",
            what: """
                The {position} tokens of the translation, closed by <eos>, each replaced by its \
                number in the vocabulary of the target language.
                """,
            why: """
                The model wrote this translation word by word. Here all of it runs through the \
                decoder at once, which gives the same numbers, because a mask hides from each word \
                those after it. In training the right translation stands here.
                """,
            formula: "id[i] = place of token i in the target vocabulary",
            [Symbol("i", "the position of the token in the translation, counted from 0")]),
        "target.shifted": Phrase(
            "shifted target", "every token moves one place on",
            what: """
                Every token of the translation moves one place on, and <sos> takes the first place. \
                The last token, <eos>, drops out.
                """,
            why: """
                Row i of the decoder reads the tokens before token i and must predict token i. \
                Without the shift it would be shown the very token that it is asked for.
                """,
            formula: "y[0] = <sos>,  y[i] = x[i - 1]",
            [
                Symbol("x", "the tokens of the translation"),
                Symbol("y", "what the decoder reads"),
                Symbol("<sos>", "start of sentence"),
            ]),
    ]
}
