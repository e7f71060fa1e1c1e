import Foundation
import Tensors
import Tokenizers
import Tracing

@testable import Decoding
@testable import Models

/// A model small enough to know by hand: the next word depends on the last one alone.
struct BigramDecoder: CachedDecoder {
    static let start = 0
    static let end = 1
    /// The logits of the word behind each word.
    let table: Tensor

    /// - Parameter probabilities: of each next word behind each word.
    init(_ probabilities: [[Double]]) {
        table = Tensor(
            probabilities.flatMap { $0.map { Float(log($0)) } },
            shape: [probabilities.count, probabilities.count])
    }

    /// Any probabilities; nothing is impossible.
    init(words: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        self.init(
            (0..<words).map { _ in
                let weights = (0..<words).map { _ in 0.05 + generator.unit() }
                let sum = weights.reduce(0, +)
                return weights.map { $0 / sum }
            })
    }

    func ids(of batch: [TokenSequence], at name: String, in scope: Scope) -> Traced {
        let length = batch[0].ids.count
        return scope.emit(
            TokenIDs(
                batch.flatMap(\.ids), shape: batch.count == 1 ? [length] : [batch.count, length]),
            [], name)
    }

    func decode(_ new: Traced, extending cache: inout KeyValueCache, in scope: Scope) -> Traced {
        scope.emit(Lookup(), [new, scope.emit(Constant(table), [], "table")], "logits")
    }

    func session(limit: Int, usesCache: Bool = true) -> DecodingSession<BigramDecoder> {
        DecodingSession(
            self, parameters: Parameters(), prompt: [Self.start], ends: [Self.end], limit: limit,
            usesCache: usesCache)
    }

    /// The probability of a sentence, its end included if it stands there.
    func logProbability(_ words: [Int]) -> Double {
        zip([Self.start] + words, words).reduce(0) { sum, pair in
            let row = (0..<table.shape[1]).map { exp(Double(table[pair.0, $0])) }
            return sum + log(row[pair.1] / row.reduce(0, +))
        }
    }
}

/// "il" is the better first word, but "la" leads to the better sentence.
extension BigramDecoder {
    static let words = ["<sos>", "<eos>", "il", "la", "gatto", "strada"]

    static let garden = BigramDecoder([
        [0, 0, 0.6, 0.4, 0, 0],
        [0, 1, 0, 0, 0, 0],
        [0, 0.3, 0, 0, 0.36, 0.34],
        [0, 0, 0, 0, 0.1, 0.9],
        [0, 1, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 0],
    ])
}
