/// The grammatical gender of an Italian noun.
enum Gender: Sendable {
    case masculine, feminine
}

/// Italian words that change with the word behind them.
enum Italian {
    private static let vowels = Set("aeiouàèéìòù")

    private static func startsWithVowel(_ word: String) -> Bool {
        word.lowercased().first.map(vowels.contains) ?? false
    }

    /// Before z, s and a consonant, gn, ps: lo zaino, lo specchio.
    private static func wantsLo(_ word: String) -> Bool {
        let word = word.lowercased()
        if ["z", "gn", "ps", "x"].contains(where: word.hasPrefix) { return true }
        let second = word.dropFirst().first
        return word.hasPrefix("s") && !(second.map(vowels.contains) ?? true)
    }

    /// il, lo, la, l'
    static func article(_ gender: Gender, before word: String) -> String {
        if startsWithVowel(word) { return "l'" }
        if gender == .feminine { return "la" }
        return wantsLo(word) ? "lo" : "il"
    }

    /// i, gli, le
    static func pluralArticle(_ gender: Gender, before word: String) -> String {
        if gender == .feminine { return "le" }
        return startsWithVowel(word) || wantsLo(word) ? "gli" : "i"
    }

    /// un, uno, una, un'
    static func indefiniteArticle(_ gender: Gender, before word: String) -> String {
        switch gender {
        case .masculine: wantsLo(word) ? "uno" : "un"
        case .feminine: startsWithVowel(word) ? "un'" : "una"
        }
    }

    /// A preposition melted with the article: nel, sulla, dall', dello.
    static func articulated(_ preposition: String, _ gender: Gender, before word: String) -> String
    {
        let stems = ["di": "de", "a": "a", "da": "da", "in": "ne", "su": "su"]
        guard let stem = stems[preposition] else {
            return preposition + " " + article(gender, before: word)
        }
        switch article(gender, before: word) {
        case "il": return stem + "l"
        case let article: return stem + "l" + article
        }
    }
}
