/// Sentences for the model `translation` on which the strategies do not agree.
///
/// On all 23,913 sentences of its corpus greedy search and a beam of 4 write the same: the model is
/// too sure there. These are in the grammar of "the A is in the B" and of words that it knows, but
/// with a B that the corpus never has in that place; of 20,000 such variations, 398 differ. The
/// search can be run again: `swift run -c release Benchmarks --only disagreements`.
public enum DecodingExample {
    /// Greedy search takes "nella", the likelier preposition, which asks for a feminine noun; a
    /// trophy is masculine. A beam keeps "nel" and comes to the better sentence.
    public static let gardenPath = "The clock is in the trophy"
    /// Greedy search does not find the end: it takes "perché" and goes round.
    public static let noEnd = "The cat is near the truck."
}
