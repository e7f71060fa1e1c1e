/// Joins words to a sentence as it is written.
public enum Detokenizer {
    /// Glues what follows an apostrophe (`l'` `animale`) and what a mark follows, and starts with a
    /// capital.
    public static func sentence(_ words: [String]) -> String {
        var text = ""
        for word in words {
            let isMark = word.count == 1 && ",;:.!?".contains(word)
            if !text.isEmpty && !text.hasSuffix("'") && !isMark { text += " " }
            text += word
        }
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
