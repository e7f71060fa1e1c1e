/// From numbers to vectors that know their place. Vaswani et al. 2017, sections 3.4 and 3.5.
enum EmbeddingWords {
    static let phrases: [String: Phrase] = [
        "encoder.embedding.table": Phrase(
            "embedding table", "a learned row for each word",
            what: """
                One row of {feature} numbers for each of the {token} tokens of the source language. \
                Such a row is called a vector, and each of its numbers a feature.
                """,
            why: """
                The rows began as random numbers. Training changed them little by little until the \
                translations came out right, so what a feature means was found, not chosen.
                """,
            formula: "table: {token} tokens x {feature} features",
            [Symbol("table", "learned; row t belongs to token number t")]),
        "decoder.embedding.table": Phrase(
            "target embedding table", "a row for each target word",
            what: """
                One learned row of {feature} numbers for each of the {token} tokens of the target \
                language. The decoder has its own table, because its words are other words.
                """,
            why: """
                The table is used twice: here a word fetches its row, and at the very end every row \
                is compared with what the decoder made, to find the next word.
                """,
            formula: "table: {token} tokens x {feature} features",
            [Symbol("table", "learned; row t belongs to target token number t")]),
        "encoder.embedding.lookup": Phrase(
            "lookup", "each word fetches its row",
            what: """
                The id of each token picks one row of the embedding table. Those {feature} numbers \
                are the token's embedding.
                """,
            why: """
                A name becomes a vector, something that can be added, compared and learned. The same \
                word gets the same row wherever it stands.
                """,
            formula: "x[i] = table[id[i]]",
            [
                Symbol("id[i]", "the number of the token at position i"),
                Symbol("x[i]", "its embedding, {feature} numbers"),
            ]),
        "decoder.embedding.lookup": Phrase(
            "target lookup", "each word so far fetches its row",
            what: """
                Each token of the shifted translation, <sos> first, picks its row of the decoder's \
                own table: its embedding, {feature} numbers.
                """,
            why: """
                The decoder continues what is already written, so it has to read that first, just as \
                the encoder read the source.
                """,
            formula: "x[i] = table[id[i]]",
            [
                Symbol("id[i]", "the number of the token that row i reads"),
                Symbol("x[i]", "its embedding, {feature} numbers"),
            ]),
        "encoder.embedding.scaled": Phrase(
            "scaled embedding", "every number times √d_model",
            what: "Every number of every embedding is multiplied by √{d_model} = {sqrt_d_model}.",
            why: """
                In the next step a vector of sines and cosines is added, all between -1 and 1. \
                Enlarged first, the word is not drowned by its place.
                """,
            formula: "y = √d_model · x",
            [
                Symbol("x", "the embedding of a word"),
                Symbol("d_model", "the width of every vector between the layers, here {d_model}"),
            ]),
        "decoder.embedding.scaled": Phrase(
            "scaled target embedding", "times √d_model again",
            what: """
                Every number of the target embeddings is multiplied by √{d_model} = {sqrt_d_model}, as \
                in the encoder.
                """,
            why: """
                The learned rows are small beside the sines and cosines that come next, and at the \
                end the same small rows are wanted again for the logits. So they are enlarged only \
                here.
                """,
            formula: "y = √d_model · x",
            [
                Symbol("x", "the embedding of a target word"),
                Symbol("d_model", "the width of every vector between the layers, here {d_model}"),
            ]),
        "encoder.positional_encoding.matrix": Phrase(
            "positional encoding", "a pattern for each place",
            what: """
                Each position gets a vector of its own: sines in the even features, cosines in the \
                odd ones. From left to right the waves get longer, from 2π positions towards \
                10000 · 2π.
                """,
            why: """
                Attention by itself does not see order: shuffle the words, and its results are \
                shuffled alike (it is equivariant). No two positions share a vector, and neighbours have similar ones. \
                Nothing here is learned, so it is the same for every sentence.
                """,
            formula: """
                PE(pos, 2i) = sin(pos / 10000^(2i / d_model)),  \
                PE(pos, 2i + 1) = cos(pos / 10000^(2i / d_model))
                """,
            [
                Symbol("pos", "the position, counted from 0"),
                Symbol("i", "the number of the pair of features, from 0"),
                Symbol("d_model", "the number of features, here {d_model}"),
            ]),
        "decoder.positional_encoding.matrix": Phrase(
            "target positional encoding", "the same waves",
            what: """
                The sines and cosines of the encoder once more, one row for each of the {position} \
                positions of the translation.
                """,
            why: """
                The decoder must know which word came first, too. The pattern depends on the place \
                alone, so position 3 gets the same vector in either language.
                """,
            formula: """
                PE(pos, 2i) = sin(pos / 10000^(2i / d_model)),  \
                PE(pos, 2i + 1) = cos(pos / 10000^(2i / d_model))
                """,
            [
                Symbol("pos", "the position, counted from 0"),
                Symbol("i", "the number of the pair of features, from 0"),
                Symbol("d_model", "the number of features, here {d_model}"),
            ]),
        "encoder.positional_encoding.sum": Phrase(
            "embedding with position", "word plus place",
            what: "The scaled embedding and the positional encoding are added, number by number.",
            why: """
                From here on each vector says which word it is and where it stands. The same word at \
                two places now has two different vectors. This is what the layers work on.
                """,
            formula: "x[i] = √d_model · table[id[i]] + PE(i)",
            [Symbol("PE(i)", "the positional encoding of position i")]),
        "decoder.positional_encoding.sum": Phrase(
            "target embedding with position", "word plus place",
            what: """
                The scaled target embedding and its positional encoding are added, number by number: \
                the input of the decoder's layers.
                """,
            why: """
                Row i now knows the last word written and how far the translation has come. The words \
                before it will be brought in by attention.
                """,
            formula: "x[i] = √d_model · table[id[i]] + PE(i)",
            [Symbol("PE(i)", "the positional encoding of position i")]),
    ]
}
