/// Joins words to a sentence as it is written.
public enum Detokenizer {
    /// Glues what follows an elision (`l'` `animale`) and what a mark or a bracket clings to, and
    /// starts with a capital.
    public static func sentence(_ words: [String]) -> String {
        var text = ""
        var openQuotes: Set<String> = []
        var clings = true
        for word in words {
            var opens = opening.contains(word)
            var closes = closing.contains(word) || word.allSatisfy { $0 == "." }
            if quotes.contains(word) {
                opens = openQuotes.insert(word).inserted
                closes = !opens
                if closes { openQuotes.remove(word) }
            }
            if !clings && !closes { text += " " }
            text += word
            clings = opens || !closes && isElision(word)
        }
        return capitalised(text)
    }

    /// `l'`, `dell'`, but neither the English genitive (`dogs'`) nor the short form `po'`.
    private static func isElision(_ word: String) -> Bool {
        word.hasSuffix("'") && word != "po'" && (word == "s'" || !word.hasSuffix("s'"))
    }

    private static let opening = Set("([{«“‘„‹".map(String.init))
    private static let closing = Set(",;:.!?…)]}»”’›".map(String.init))
    /// The same mark opens and closes.
    private static let quotes: Set = ["\"", "'"]

    /// With a capital at the first letter, if only marks stand before it.
    private static func capitalised(_ text: String) -> String {
        let start = text.prefix { opening.contains(String($0)) || quotes.contains(String($0)) }
        let rest = text.dropFirst(start.count)
        return start + rest.prefix(1).uppercased() + rest.dropFirst()
    }
}
