/// What a model learns to do.
public enum TrainingTask: String, Codable, Sendable, CaseIterable {
    /// English to Italian, by the grammar of this corpus.
    case translation
    /// The same digits again.
    case copy
    /// The digits from the last to the first.
    case reverse
    /// The digits from the smallest to the largest.
    case sort

    /// The tasks on digits: small enough to be learned while a class watches.
    public static let digits: [TrainingTask] = [.copy, .reverse, .sort]

    /// In a few words, for people.
    public var purpose: String {
        switch self {
        case .translation: "translates English to Italian within a small grammar"
        case .copy: "copies three to eight digits"
        case .reverse: "writes three to eight digits from the last to the first"
        case .sort: "writes three to eight digits from the smallest to the largest"
        }
    }

    /// What the task makes of digits.
    func answer(to digits: [Int]) -> [Int] {
        switch self {
        case .translation, .copy: digits
        case .reverse: digits.reversed()
        case .sort: digits.sorted()
        }
    }
}
