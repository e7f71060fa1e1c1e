/// An English sentence with its Italian translation.
public struct SentencePair: Sendable, Hashable {
    /// What the pronoun of a sentence stands for; positions in the source.
    public struct Coreference: Sendable, Hashable {
        public let pronoun: Int
        /// The noun that it stands for.
        public let referent: Int
        /// The noun that it could stand for and does not.
        public let distractor: Int
    }

    /// The noun whose gender an adjective takes, with that adjective, in English.
    public struct Combination: Sendable, Hashable {
        public let noun: String
        public let adjective: String
    }

    /// Where one proper name stands on both sides.
    public struct Name: Sendable, Hashable {
        public let source: Int
        public let target: Int
    }

    /// Lower-case words, names as they are written; `didn't` is one token, `,` and final marks are
    /// tokens of their own.
    public internal(set) var source: [String]
    /// Elided articles are tokens of their own: `l'`, `animale`.
    public internal(set) var target: [String]
    /// The name of the template that made it.
    public let template: String
    public internal(set) var coreference: Coreference?
    public internal(set) var combination: Combination?
    public internal(set) var names: [Name] = []

    init(template: String) {
        self.template = template
        source = []
        target = []
    }
}

// MARK: - Building a pair from its words

extension SentencePair {
    /// Adds English words; returns the position of the last.
    @discardableResult
    mutating func say(_ words: String) -> Int {
        source += words.split(separator: " ").map(String.init)
        return source.count - 1
    }

    /// Adds Italian words; returns the position of the last.
    @discardableResult
    mutating func write(_ words: String) -> Int {
        target += words.split(separator: " ").map(String.init)
        return target.count - 1
    }

    /// Adds the same words on both sides: a comma.
    mutating func both(_ words: String) {
        say(words)
        write(words)
    }

    /// Adds a party on both sides and remembers where its name stands.
    mutating func add(_ party: Party) {
        let source = say(party.english)
        let target = write(party.italian)
        if party.isName { names.append(Name(source: source, target: target)) }
    }

    func combining(_ noun: Noun, _ adjective: Adjective) -> SentencePair {
        var pair = self
        pair.combination = Combination(noun: noun.english, adjective: adjective.english)
        return pair
    }
}
