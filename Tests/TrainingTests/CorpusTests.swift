import Testing

@testable import Training

struct CorpusTests {
    private static let corpus = Corpus(seed: 9)
    private var corpus: Corpus { Self.corpus }
    private var all: [SentencePair] {
        corpus.training + corpus.heldOut + corpus.unseenCombinations
    }

    @Test func theSizesAreThoseOfTheCard() {
        #expect((18_000...26_000).contains(all.count))
        #expect((250...300).contains(corpus.sourceWords.count))
        #expect((330...450).contains(corpus.targetWords.count))
        #expect(all.map(\.source.count).max() ?? 99 <= 17)
        #expect(all.map(\.target.count).max() ?? 99 <= 17)
    }

    @Test func whatIsHeldOutIsNeverTrained() {
        let trained = Set(corpus.training.map(\.source))
        #expect(corpus.heldOut.allSatisfy { !trained.contains($0.source) })
        let combinations = Set(corpus.unseenCombinations.compactMap(\.combination))
        #expect(combinations.count == 20)
        #expect(
            corpus.training.allSatisfy { $0.combination.map { !combinations.contains($0) } ?? true }
        )
        #expect(corpus.examples.allSatisfy { trained.contains($0.source) })
        #expect(corpus.examples.count == 15)
    }

    @Test func everySentenceHasOneTranslation() {
        var translations: [[String]: [String]] = [:]
        for pair in all {
            #expect(translations[pair.source] == nil || translations[pair.source] == pair.target)
            translations[pair.source] = pair.target
        }
    }

    @Test func pronounsPointAtTheirNouns() {
        let pairs = all.filter { $0.coreference != nil }
        #expect(pairs.count > 5000)
        for pair in pairs {
            guard let link = pair.coreference, let combination = pair.combination else { continue }
            #expect(pair.source[link.pronoun] == "it")
            #expect(pair.source[link.referent] == combination.noun)
            #expect(pair.source[link.distractor] != combination.noun)
        }
    }

    /// Both genders stand in both places, or the adjective's form could be guessed.
    @Test func theGenderFollowsOnlyFromTheReferent() {
        func forms(_ template: String, first: Bool) -> Set<Character> {
            let pairs = all.filter { $0.template == template }
            return Set(
                pairs.compactMap { pair -> Character? in
                    guard let link = pair.coreference, (link.referent < link.distractor) == first
                    else {
                        return nil
                    }
                    return pair.target.last { $0.count > 1 }?.last
                })
        }
        for template in ["crossing", "entering", "fitting", "buying"] {
            #expect(forms(template, first: true) == ["o", "a"], "\(template)")
            #expect(forms(template, first: false) == ["o", "a"], "\(template)")
        }
    }

    @Test func theSameSeedGivesTheSameCorpus() {
        #expect(Corpus(seed: 9).training == corpus.training)
        #expect(Corpus(seed: 10).training != corpus.training)
    }

    @Test func namesStandWhereTheyAreSaidTo() {
        for pair in all {
            for name in pair.names { #expect(pair.source[name.source] == pair.target[name.target]) }
        }
        #expect(all.contains { $0.names.count == 2 })
    }

    /// Articles, elision and melted prepositions, as grammars list them.
    @Test(arguments: [
        ("cat: gatto", "il gatto", "un gatto", "nel gatto"),
        ("backpack: zaino", "lo zaino", "uno zaino", "nello zaino"),
        ("mirror: specchio", "lo specchio", "uno specchio", "nello specchio"),
        ("animal: animale", "l' animale", "un animale", "nell' animale"),
        ("island: isola*", "l' isola", "un' isola", "nell' isola"),
        ("street: strada*", "la strada", "una strada", "nella strada"),
    ])
    func articlesFollowTheWord(entry: String, definite: String, indefinite: String, inside: String)
    {
        let noun = Noun(entry)
        #expect(noun.definite == definite)
        #expect(noun.indefinite == indefinite)
        #expect(noun.after("in") == inside)
        #expect(noun.after("da") == inside.replacing(/^ne/, with: "da"))
    }

    /// What a reader may check by eye.
    @Test(arguments: [
        (
            "she got her boat straight from the warehouse , it was clean",
            "ha preso la sua barca direttamente dal magazzino , era pulita"
        ),
        (
            "the tiger didn't enter the park because it was too noisy",
            "la tigre non è entrata nel parco perché era troppo rumoroso"
        ),
        (
            "the ball didn't fit in the backpack because it was too low",
            "la palla non entrava nello zaino perché era troppo basso"
        ),
        ("Anna admires them", "Anna li ammira"),
        ("the robots saved the flying stars", "i robot hanno salvato le stelle volanti"),
        ("the clock is near the lake shore", "l' orologio è vicino alla riva del lago"),
        ("if they play football , they win", "se giocano a calcio , vincono"),
    ])
    func theGrammarSpeaksItalian(english: String, italian: String) {
        let made = Template.all.flatMap { $0.pairs($0) }
        let pair = made.first { $0.source.joined(separator: " ") == english }
        #expect(pair?.target.joined(separator: " ") == italian)
    }
}
