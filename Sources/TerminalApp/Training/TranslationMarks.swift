import Training

/// Which words of a translation are already right.
enum TranslationMarks {
    /// The words that the model wrote, each with whether it stands where it should.
    static func words(
        of moment: History.Moment, in history: History
    ) -> [(word: String, isRight: Bool)] {
        moment.translation.enumerated().map { place, word in
            (word, place < history.target.count - 1 && history.target[place] == word)
        }
    }
}
