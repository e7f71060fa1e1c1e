/// The sentence forms of the corpus. Each gives all the pairs that it can make, in a fixed order.
struct Template: Sendable {
    let name: String
    /// How many of its pairs are kept at the most, so that no form drowns the others.
    let limit: Int
    let pairs: @Sendable (Template) -> [SentencePair]

    static let all: [Template] =
        [crossing, entering, fitting, buying] + [deeds, feelings, games, greetings]
        + [praising, eating, spots, standing, doings, seeing, meeting, describing]

    init(_ name: String, limit: Int, _ pairs: @escaping @Sendable (Template) -> [SentencePair]) {
        self.name = name
        self.limit = limit
        self.pairs = pairs
    }

    func begin() -> SentencePair { SentencePair(template: name) }
}

// MARK: - Sentences with a pronoun: the adjective decides what "it" stands for

extension Template {
    /// Makes "... the A ... the B ... it was ... X" for every adjective that fits A and every one
    /// that fits B.
    private func withPronoun(
        _ subjects: [Noun], _ others: [Noun], fitting subjectAdjectives: [Adjective],
        _ otherAdjectives: [Adjective],
        _ build: (inout SentencePair, Noun, Noun) -> (first: Int, second: Int),
        _ close: (inout SentencePair, Adjective, Noun) -> Int
    ) -> [SentencePair] {
        var pairs: [SentencePair] = []
        for subject in subjects {
            for other in others {
                for (adjectives, isSubject) in [
                    (subjectAdjectives, true), (otherAdjectives, false),
                ] {
                    for adjective in adjectives {
                        var pair = begin()
                        let positions = build(&pair, subject, other)
                        let referent = isSubject ? subject : other
                        let pronoun = close(&pair, adjective, referent)
                        pair.coreference = SentencePair.Coreference(
                            pronoun: pronoun,
                            referent: isSubject ? positions.first : positions.second,
                            distractor: isSubject ? positions.second : positions.first)
                        pairs.append(pair.combining(referent, adjective))
                    }
                }
            }
        }
        return pairs
    }

    /// ... because it was too X
    private static func tooMuch(
        _ pair: inout SentencePair, _ adjective: Adjective, _ noun: Noun
    ) -> Int {
        pair.say("because")
        let pronoun = pair.say("it")
        pair.say("was too " + adjective.english)
        pair.write("perché era troppo " + adjective.italian(for: noun))
        return pronoun
    }

    static let crossing = Template("crossing", limit: 3000) { template in
        template.withPronoun(
            Lexicon.animals, Lexicon.places, fitting: Lexicon.animateAdjectives,
            Lexicon.placeAdjectives,
            { pair, animal, place in
                let first = pair.say("the " + animal.english)
                let second = pair.say("didn't cross the " + place.english)
                pair.write(animal.definite + " non ha attraversato " + place.definite)
                return (first, second)
            }, tooMuch)
    }

    static let entering = Template("entering", limit: 2400) { template in
        template.withPronoun(
            Lexicon.animals, Lexicon.places, fitting: Lexicon.animateAdjectives,
            Lexicon.placeAdjectives,
            { pair, animal, place in
                let first = pair.say("the " + animal.english)
                let second = pair.say("didn't enter the " + place.english)
                let entered = animal.gender == .feminine ? "entrata" : "entrato"
                pair.write(animal.definite + " non è " + entered + " " + place.after("in"))
                return (first, second)
            }, tooMuch)
    }

    static let fitting = Template("fitting", limit: 1000) { template in
        Lexicon.sizes.flatMap { size in
            template.withPronoun(
                Lexicon.objects, Lexicon.containers, fitting: [size.outer], [size.inner],
                { pair, object, container in
                    let first = pair.say("the " + object.english)
                    let second = pair.say("didn't fit in the " + container.english)
                    pair.write(object.definite + " non entrava " + container.after("in"))
                    return (first, second)
                }, tooMuch)
        }
    }

    static let buying = Template("buying", limit: 3200) { template in
        let buyers: [(Subject, Owner)] = [
            (Subject.pronouns[0], Owner.all[0]), (Subject.pronouns[1], Owner.all[1]),
            (Subject.pronouns[2], Owner.all[2]), (Subject.pronouns[3], Owner.all[3]),
            (Subject.pronouns[4], Owner.all[4]),
        ]
        return buyers.flatMap { buyer, owner in
            template.withPronoun(
                Lexicon.vehicles + Lexicon.objects.prefix(6), Lexicon.shops,
                fitting: Lexicon.wareAdjectives, Lexicon.shopAdjectives,
                { pair, ware, shop in
                    pair.add(buyer)
                    let first = pair.say("got " + owner.english + " " + ware.english)
                    let second = pair.say("straight from the " + shop.english)
                    pair.write(buyer.have + " preso " + ware.owned(by: owner))
                    pair.write("direttamente " + shop.after("da"))
                    return (first, second)
                },
                { pair, adjective, noun in
                    pair.both(",")
                    let pronoun = pair.say("it")
                    pair.say("was " + adjective.english)
                    pair.write("era " + adjective.italian(for: noun))
                    return pronoun
                })
        }
    }
}

// MARK: - Who does what

extension Template {
    static let deeds = Template("deeds", limit: 2600) { template in
        let parties = Lexicon.names + Lexicon.groups
        return parties.flatMap { actor in
            parties.filter { $0.english != actor.english }.flatMap { other in
                Lexicon.deeds.map { english, italian in
                    var pair = template.begin()
                    pair.add(actor)
                    pair.say(english)
                    pair.write(Subject(actor).have + " " + italian)
                    pair.add(other)
                    return pair
                }
            }
        }
    }

    static let feelings = Template("feelings", limit: 1400) { template in
        let subjects = Subject.pronouns + (Lexicon.names + Lexicon.groups).map { Subject($0) }
        var pairs: [SentencePair] = []
        for subject in subjects {
            for object in Lexicon.objectPronouns
            where object.person == nil || object.person != subject.person {
                for feeling in Lexicon.feelings {
                    for (english, italian) in [(" very much", " molto"), ("", "")] {
                        var pair = template.begin()
                        pair.add(subject)
                        pair.say(subject.present(feeling.english) + " " + object.english + english)
                        let verb = feeling.italian[subject.person.rawValue]
                        pair.write(object.italian + " " + verb + italian)
                        pairs.append(pair)
                    }
                }
            }
        }
        return pairs
    }

    static let games = Template("games", limit: 1800) { template in
        let subjects = Subject.pronouns + Lexicon.names.map { Subject($0) }
        let play = ["gioco", "giochi", "gioca", "giochiamo", "giocano"]
        let win = ["vinco", "vinci", "vince", "vinciamo", "vincono"]
        let lose = ["perdo", "perdi", "perde", "perdiamo", "perdono"]
        var pairs: [SentencePair] = []
        for subject in subjects {
            for (game, gioco) in Lexicon.games {
                for (english, italian) in [("when", "quando"), ("if", "se"), ("", "")] {
                    for (outcome, forms) in [("", [String]()), ("win", win), ("lose", lose)] {
                        if !outcome.isEmpty && (english.isEmpty || subject.party != nil) {
                            continue
                        }
                        var pair = template.begin()
                        pair.say(english)
                        pair.write(italian)
                        pair.add(subject)
                        pair.say(subject.present("play") + " " + game)
                        pair.write(play[subject.person.rawValue] + " " + gioco)
                        if !outcome.isEmpty {
                            pair.both(",")
                            pair.say(subject.pronoun + " " + subject.present(outcome))
                            pair.write(forms[subject.person.rawValue])
                        }
                        pairs.append(pair)
                    }
                }
            }
        }
        return pairs
    }

    static let greetings = Template("greetings", limit: 700) { template in
        var pairs: [SentencePair] = []
        let others: [Party?] = [nil] + (Lexicon.names + Lexicon.groups)
        for (greeting, saluto) in Lexicon.greetings + [("", "")] {
            for other in others where other == nil || !greeting.isEmpty {
                var pair = template.begin()
                pair.say(greeting)
                pair.write(saluto)
                if let other, other.isName { pair.add(other) }
                if other?.isPlural ?? false { continue }
                pair.say("how are you")
                pair.write("come stai")
                pairs.append(pair)
            }
            for other in Lexicon.names + Lexicon.groups {
                var pair = template.begin()
                pair.say(greeting + (other.isPlural ? " how are" : " how is"))
                pair.write(saluto + (other.isPlural ? " come stanno" : " come sta"))
                pair.add(other)
                pairs.append(pair)
            }
            for animal in Lexicon.animals {
                var pair = template.begin()
                pair.say(greeting + " how is your " + animal.english)
                pair.write(saluto + " come sta " + animal.owned(by: Owner.all[1]))
                pairs.append(pair)
            }
        }
        return pairs
    }
}

// MARK: - What is how, and where

extension Template {
    static let praising = Template("praising", limit: 1300) { template in
        Owner.all.flatMap { owner in
            (Lexicon.animals + Lexicon.objects + Lexicon.vehicles).flatMap { noun in
                Lexicon.praise.map { adjective in
                    var pair = template.begin()
                    pair.say(
                        "\(owner.english) \(noun.english) is a \(adjective.english) \(noun.english)"
                    )
                    pair.write(
                        "\(noun.owned(by: owner)) è \(noun.indefinite) \(adjective.italian(for: noun))"
                    )
                    return pair.combining(noun, adjective)
                }
            }
        }
    }

    static let eating = Template("eating", limit: 1700) { template in
        var pairs: [SentencePair] = []
        for food in Lexicon.foods {
            for (english, italian) in [("very ", "molto "), ("too ", "troppo "), ("", "")] {
                for adjective in Lexicon.foodAdjectives {
                    var starts = Owner.all.map { ($0.english, food.owned(by: $0)) }
                    starts.append(("the", food.definite))
                    for (determiner, italianStart) in starts {
                        var pair = template.begin()
                        pair.say("\(determiner) \(food.english) was \(english)\(adjective.english)")
                        pair.write("\(italianStart) era \(italian)\(adjective.italian(for: food))")
                        pairs.append(pair.combining(food, adjective))
                    }
                }
            }
        }
        return pairs
    }

    /// English, and the Italian preposition: melted with the article where it can be.
    private static let prepositions = [
        ("on", "su"), ("in", "in"), ("behind", "dietro"), ("under", "sotto"), ("near", "vicino a"),
    ]

    private static func italian(_ preposition: String, _ noun: Noun) -> String {
        preposition == "vicino a" ? "vicino " + noun.after("a") : noun.after(preposition)
    }

    static let spots = Template("spots", limit: 400) { template in
        prepositions.flatMap { english, italian in
            (Lexicon.spots + Lexicon.places + Lexicon.containers).map { noun in
                var pair = template.begin()
                pair.say(english + " the " + noun.english)
                pair.write(Template.italian(italian, noun))
                return pair
            }
        }
    }

    static let standing = Template("standing", limit: 1500) { template in
        var pairs: [SentencePair] = []
        for noun in Lexicon.animals + Lexicon.objects {
            for (english, italian) in prepositions {
                for spot in Lexicon.spots + Lexicon.places + Lexicon.containers {
                    var pair = template.begin()
                    pair.say("the \(noun.english) is \(english) the \(spot.english)")
                    pair.write("\(noun.definite) è \(Template.italian(italian, spot))")
                    pairs.append(pair)
                }
            }
        }
        return pairs
    }

    static let doings = Template("doings", limit: 400) { template in
        Lexicon.doings.flatMap { english, italian in
            Lexicon.plurals.flatMap { noun in
                [false, true].map { isDefinite in
                    var pair = template.begin()
                    pair.say((isDefinite ? "the " : "") + english + " " + noun.english)
                    let article = Italian.pluralArticle(noun.gender, before: noun.italian)
                    pair.write((isDefinite ? article + " " : "") + noun.italian + " " + italian)
                    return pair
                }
            }
        }
    }

    static let seeing = Template("seeing", limit: 1000) { template in
        var pairs: [SentencePair] = []
        for party in Lexicon.names + Lexicon.groups {
            for (deed, participle) in Lexicon.deeds {
                for (english, italian) in Lexicon.doings {
                    for noun in Lexicon.plurals {
                        var pair = template.begin()
                        pair.add(party)
                        pair.say("\(deed) the \(english) \(noun.english)")
                        let article = Italian.pluralArticle(noun.gender, before: noun.italian)
                        pair.write("\(Subject(party).have) \(participle) \(article)")
                        pair.write("\(noun.italian) \(italian)")
                        pairs.append(pair)
                    }
                }
            }
        }
        return pairs
    }

    static let meeting = Template("meeting", limit: 1200) { template in
        let nouns = Lexicon.animals + Lexicon.objects + Lexicon.vehicles + Lexicon.places
        var pairs: [SentencePair] = []
        for animal in Lexicon.animals {
            for (deed, participle) in Lexicon.deeds.dropFirst() {
                for noun in nouns where noun.english != animal.english {
                    var pair = template.begin()
                    pair.say("the \(animal.english) \(deed) the \(noun.english)")
                    pair.write("\(animal.definite) ha \(participle) \(noun.definite)")
                    pairs.append(pair)
                }
            }
        }
        return pairs
    }

    static let describing = Template("describing", limit: 2600) { template in
        let sets: [([Noun], [Adjective])] = [
            (Lexicon.animals, Lexicon.animateAdjectives), (Lexicon.places, Lexicon.placeAdjectives),
            (Lexicon.vehicles + Lexicon.objects, Lexicon.wareAdjectives),
            (Lexicon.shops, Lexicon.shopAdjectives),
        ]
        var pairs: [SentencePair] = []
        for (nouns, adjectives) in sets {
            for noun in nouns {
                for adjective in adjectives {
                    for (english, italian) in [("very ", "molto "), ("too ", "troppo "), ("", "")] {
                        for (be, essere) in [("is", "è"), ("was", "era"), ("wasn't", "non era")] {
                            var pair = template.begin()
                            pair.say("the \(noun.english) \(be) \(english)\(adjective.english)")
                            pair.write(
                                "\(noun.definite) \(essere) \(italian)\(adjective.italian(for: noun))"
                            )
                            pairs.append(pair.combining(noun, adjective))
                        }
                    }
                }
            }
        }
        return pairs
    }
}
