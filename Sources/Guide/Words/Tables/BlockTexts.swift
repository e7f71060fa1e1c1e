/// What each part of the model is for, for the outermost depth.
enum BlockTexts {
    struct Text {
        let name: String
        let text: String
    }

    /// By the path without the layer's number.
    static let texts: [String: Text] = [
        "source": Text(
            name: "the source sentence",
            text: """
                Here everything starts, with the sentence to be translated. It is cut into words and \
                punctuation marks, called tokens, and each is replaced by its number in the model's \
                list of words.
                """),
        "encoder.embedding": Text(
            name: "the source embedding",
            text: """
                Each word's number becomes a vector: a list of {d_model} numbers that training found \
                for this word. From now on the model works on these vectors only. At this point a word \
                knows nothing of its neighbours.
                """),
        "encoder.positional_encoding": Text(
            name: "the positional encoding of the source",
            text: """
                A pattern of sines and cosines is added to each vector, different for each place in \
                the sentence. Without it "the dog bites the man" and "the man bites the dog" would be \
                the same heap of words.
                """),
        "encoder.self_attention": Text(
            name: "the self-attention of encoder layer {layer}",
            text: """
                Every word of the source looks at every word of the source and takes something from \
                those that match what it looks for. This is done {heads} times side by side, by parts \
                called heads, each with learned numbers of its own. What was found is added to the \
                word, which now knows more of its context.
                """),
        "encoder.feed_forward": Text(
            name: "the feed forward of encoder layer {layer}",
            text: """
                Attention has brought words together; now each source word works by itself on what it \
                gathered. Its {d_model} features are spread out to {d_ff}, the negative ones are cut \
                off, and the rest is folded back to {d_model}. All words of a layer are worked on side \
                by side, but the layers run one after the other.
                """),
        "encoder.layer_norm": Text(
            name: "the norm at the end of the encoder",
            text: """
                Here the norms come before the parts, so that the sum of all the parts has not been \
                normalised yet. It is moved to mean 0 and variance 1 once more before the decoder \
                reads it.
                """),
        "target": Text(
            name: "the translation so far",
            text: """
                The decoder writes one word at a time and reads what it has written. Here is its \
                translation, moved one place on behind <sos>, so that each row sees only the words \
                before the one it has to find.
                """),
        "decoder.embedding": Text(
            name: "the target embedding",
            text: """
                The words of the translation become vectors, as the source words did, from a table \
                of their own. The same table is used again at the end, to find the next word.
                """),
        "decoder.positional_encoding": Text(
            name: "the positional encoding of the target",
            text: """
                The same sines and cosines as in the encoder tell the decoder which word of the \
                translation comes first, second and so on. They are added to the target embeddings.
                """),
        "decoder.self_attention": Text(
            name: "the masked self-attention of decoder layer {layer}",
            text: """
                Each word of the translation looks at itself and at the words before it, never ahead: \
                a mask hides what is not written yet. So it knows what has been said and what has to \
                agree with it.
                """),
        "decoder.cross_attention": Text(
            name: "the cross-attention of decoder layer {layer}",
            text: """
                Here the translation looks at the source. The queries come from the decoder, the keys \
                and values from the encoder's result. For each word to be written it finds the source \
                words that matter and fetches what they hold.
                """),
        "decoder.feed_forward": Text(
            name: "the feed forward of decoder layer {layer}",
            text: """
                Each row of the translation works by itself on what it has read and fetched: \
                {d_model} features to {d_ff} and back. After the last layer the row should resemble \
                the word that comes next.
                """),
        "decoder.layer_norm": Text(
            name: "the norm at the end of the decoder",
            text: """
                Here the norms come before the parts, so that the sum of all the parts has not been \
                normalised yet. It is moved to mean 0 and variance 1 once more before it is compared \
                with the words.
                """),
        "logits": Text(
            name: "the logits",
            text: """
                Each row of the decoder is compared with the embedding of every target word. The \
                better they match, the higher the word's score, its logit.
                """),
        "probabilities": Text(
            name: "the probabilities",
            text: """
                Softmax makes the logits of each row into probabilities that add up to 1. The word \
                with the highest one is written, and the decoder reads it in the next step.
                """),
        "loss": Text(
            name: "the loss",
            text: """
                Training compares the probabilities with the right translation and puts the judgement \
                into one number. The smaller it is, the better the model did.
                """),
    ]

    /// What is said of a part in the other passes of a step of training; `{part}` is its name.
    static let passes: [Pass: Text] = [
        .backward: Text(
            name: "back through {part}",
            text: """
                The gradient comes in at the end of the part and leaves at its beginning. On its way \
                every value, and every learned number, finds out by how much the loss would change if \
                it rose by one unit. Each step answers with the chain rule for the step before it.
                """),
        .update: Text(
            name: "the update of {part}",
            text: """
                The learned numbers of this part move, each a little against its own gradient. \
                Nothing else is learning: no rule about language is written anywhere.
                """),
        .again: Text(
            name: "{part}, once more",
            text: """
                The same steps on the same sentence as before, with the numbers that have just moved. \
                The differences are small; the loss at the end shows whether they help.
                """),
    ]
}
