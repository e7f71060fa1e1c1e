import Tensors

extension Corpus {
    /// Sentences that the grammar does not make, of words that the model knows: those of the corpus
    /// with one word exchanged for another that stands between the same kind of neighbours, so that
    /// every two neighbouring words occur side by side somewhere in the corpus.
    ///
    /// - Parameter count: how many distinct ones.
    public func variations(count: Int, seed: UInt64) -> [[String]] {
        let known = training.map(\.source)
        var followers: [String: Set<String>] = [:]
        for sentence in known {
            for (word, next) in zip(sentence, sentence.dropFirst()) {
                followers[word, default: []].insert(next)
            }
        }
        let sorted = followers.mapValues { $0.sorted() }
        var generator = SeededGenerator(seed: seed)
        var seen = Set((training + heldOut + unseenCombinations).map(\.source))
        var found: [[String]] = []
        while found.count < count {
            var sentence = known[Int(generator.unit() * Double(known.count))]
            let place = 1 + Int(generator.unit() * Double(sentence.count - 1))
            guard place < sentence.count, let choices = sorted[sentence[place - 1]] else {
                continue
            }
            sentence[place] = choices[Int(generator.unit() * Double(choices.count))]
            if place + 1 < sentence.count,
                followers[sentence[place]]?.contains(sentence[place + 1]) != true
            {
                continue
            }
            if seen.insert(sentence).inserted { found.append(sentence) }
        }
        return found
    }
}
