/// An English noun with its Italian translation, in the singular.
struct Noun: Sendable {
    let english: String
    let italian: String
    let gender: Gender

    /// Written `english: italian`, with a star behind a feminine noun: `street: strada*`.
    init(_ entry: String) {
        let parts = entry.split(separator: ":")
        english = String(parts[0])
        let word = String(parts[1].drop { $0 == " " })
        gender = word.hasSuffix("*") ? .feminine : .masculine
        italian = word.hasSuffix("*") ? String(word.dropLast()) : word
    }

    static func list(_ entries: String) -> [Noun] {
        entries.split(separator: "\n").map { Noun(String($0)) }
    }

    /// `il gatto`
    var definite: String { Italian.article(gender, before: italian) + " " + italian }
    /// `un gatto`
    var indefinite: String { Italian.indefiniteArticle(gender, before: italian) + " " + italian }

    /// `nel parco`
    func after(_ preposition: String) -> String {
        Italian.articulated(preposition, gender, before: italian) + " " + italian
    }

    /// `la mia macchina`
    func owned(by owner: Owner) -> String {
        let article = gender == .feminine ? "la" : "il"
        return article + " " + owner.possessive(gender) + " " + italian
    }
}

/// An adjective whose Italian form shows the gender of its noun.
struct Adjective: Sendable {
    let english: String
    private let masculine: String
    private let feminine: String

    /// Written `english: masculine feminine`, or with one form for both genders.
    init(_ entry: String) {
        let parts = entry.split(separator: ":")
        english = String(parts[0])
        let forms = parts[1].split(separator: " ").map(String.init)
        masculine = forms[0]
        feminine = forms[forms.count - 1]
    }

    static func list(_ entries: String) -> [Adjective] {
        entries.split(separator: "\n").map { Adjective(String($0)) }
    }

    func italian(_ gender: Gender) -> String { gender == .feminine ? feminine : masculine }
    func italian(for noun: Noun) -> String { italian(noun.gender) }
}

/// Who owns something: my, your, his, her, our, the.
struct Owner: Sendable {
    let english: String
    private let masculine: String
    private let feminine: String

    static let all = [
        Owner(english: "my", masculine: "mio", feminine: "mia"),
        Owner(english: "your", masculine: "tuo", feminine: "tua"),
        Owner(english: "his", masculine: "suo", feminine: "sua"),
        Owner(english: "her", masculine: "suo", feminine: "sua"),
        Owner(english: "our", masculine: "nostro", feminine: "nostra"),
    ]

    func possessive(_ gender: Gender) -> String { gender == .feminine ? feminine : masculine }
}

/// A person, a hero or a group: something that acts.
struct Party: Sendable {
    let english: String
    let italian: String
    let isPlural: Bool
    /// Whether it is a proper name, which is the same in both languages.
    let isName: Bool

    static func named(_ name: String) -> Party {
        Party(english: name, italian: name, isPlural: false, isName: true)
    }

    static func group(_ english: String, _ italian: String) -> Party {
        Party(
            english: "the " + english,
            italian: Italian.pluralArticle(.masculine, before: italian) + " " + italian,
            isPlural: true, isName: false)
    }
}

/// Who does something, with the forms that follow from it.
struct Subject: Sendable {
    /// Italian verbs have six forms; these are the five that the corpus uses.
    enum Person: Int, Sendable {
        case first, second, third, firstPlural, thirdPlural
    }

    let party: Party?
    /// The English pronoun where there is no party; Italian leaves it out.
    let pronoun: String
    let person: Person

    static let pronouns = [
        Subject(party: nil, pronoun: "I", person: .first),
        Subject(party: nil, pronoun: "you", person: .second),
        Subject(party: nil, pronoun: "he", person: .third),
        Subject(party: nil, pronoun: "she", person: .third),
        Subject(party: nil, pronoun: "we", person: .firstPlural),
        Subject(party: nil, pronoun: "they", person: .thirdPlural),
    ]

    init(party: Party?, pronoun: String, person: Person) {
        self.party = party
        self.pronoun = pronoun
        self.person = person
    }

    init(_ party: Party) {
        self.init(party: party, pronoun: "", person: party.isPlural ? .thirdPlural : .third)
    }

    /// The English verb in the present: `loves` after a third person.
    func present(_ verb: String) -> String { person == .third ? verb + "s" : verb }

    /// ho, hai, ha, abbiamo, hanno
    var have: String { ["ho", "hai", "ha", "abbiamo", "hanno"][person.rawValue] }
}

extension SentencePair {
    /// Adds who acts: on the Italian side only a party is written.
    mutating func add(_ subject: Subject) {
        if let party = subject.party { add(party) } else { say(subject.pronoun) }
    }
}
