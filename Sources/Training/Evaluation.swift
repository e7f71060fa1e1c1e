import Checkpoints
import Foundation

/// How many of a set came out right.
public struct Score: Codable, Sendable, Equatable {
    public let right: Int
    public let total: Int

    public init(right: Int, total: Int) {
        self.right = right
        self.total = total
    }

    public var share: Double { total == 0 ? 0 : Double(right) / Double(total) }
}

/// What a trained model can do, measured by real greedy decoding.
public struct Evaluation: Codable, Sendable {
    /// Pairs that training never saw.
    public let heldOut: Score
    /// Pairs with a noun and an adjective that training never saw together.
    public let unseenCombinations: Score
    /// The documents' sentences, or what stands for them in a task on digits.
    public let examples: [ExampleResult]
    /// Where each encoder head looks from a pronoun, the most faithful head first.
    public let heads: [HeadMeasure]
    /// Held-out sentences with a pronoun: as the model is, and with the best head's output set to 0.
    public let pronouns: Score
    public let pronounsWithoutBestHead: Score
}

/// What became of one example sentence.
public struct ExampleResult: Codable, Sendable {
    public let source: String
    public let expected: String
    public let translation: String
    /// The translation when the best head is set to 0.
    public let withoutBestHead: String
    /// The weight from the pronoun to its noun in the best head, where the sentence has one.
    public let weight: Float?

    public var isRight: Bool { translation == expected }
}

/// How far one head's weights lead from pronouns to their nouns.
public struct HeadMeasure: Codable, Sendable {
    public let layer: Int
    public let head: Int
    /// The mean weight from the pronoun to its noun.
    public let referent: Float
    /// The mean weight from the pronoun to the other noun.
    public let distractor: Float
    /// The share of sentences in which the right noun has more weight than the other.
    public let wins: Double
}

extension Evaluation {
    static let file = "evaluation.json"

    /// Writes the figures into a model folder.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public func save(to folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try AtomicFile.write(
            encoder.encode(self) + Data("\n".utf8), to: folder + "/" + Self.file)
    }

    /// The figures of a model folder; nil if it was never measured.
    public init?(folder: String) {
        guard let data = FileManager.default.contents(atPath: folder + "/" + Self.file),
            let evaluation = try? JSONDecoder().decode(Evaluation.self, from: data)
        else { return nil }
        self = evaluation
    }
}
