import Tensors

/// Sequences of digits with what a task makes of them.
enum Digits {
    private static let lengths = 3...8
    private static let count = 20_000
    static let heldOut = 200

    /// Distinct pairs, in a random order.
    static func pairs(
        of task: TrainingTask, using generator: inout SeededGenerator
    ) -> [SentencePair] {
        var seen: Set<[Int]> = []
        var pairs: [SentencePair] = []
        while pairs.count < count {
            let length = Int.random(in: lengths, using: &generator)
            let digits = (0..<length).map { _ in Int.random(in: 0...9, using: &generator) }
            // There are too few short ones to go round.
            if seen.insert(digits).inserted { pairs.append(pair(of: digits, task: task)) }
        }
        return pairs
    }

    /// Those that are shown: each length once, with a digit that occurs twice.
    static func examples(of task: TrainingTask) -> [SentencePair] {
        [[3, 1, 4, 1, 5], [2, 7, 1, 8], [3, 1, 4], [9, 2, 6, 5, 3, 5], [8, 9, 7, 9, 3, 2, 3]]
            .map { pair(of: $0, task: task) }
    }

    private static func pair(of digits: [Int], task: TrainingTask) -> SentencePair {
        var pair = SentencePair(template: task.rawValue)
        pair.source = digits.map(String.init)
        pair.target = task.answer(to: digits).map(String.init)
        return pair
    }
}
