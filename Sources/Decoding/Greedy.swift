import Foundation
import Models
import Tensors
import Tokenizers
import Tracing

/// What a strategy wrote.
public struct Generation: Sendable, Equatable {
    /// The target ids, without the end token.
    public let ids: [Int]
    /// The natural logarithm of the probability of the words and of the end.
    public let logProbability: Float
    /// Whether the model closed the sentence itself, before the limit.
    public let isComplete: Bool
}

extension EncoderDecoder {
    /// Takes the most probable word at each step until the sentence ends.
    ///
    /// - Parameters:
    ///   - source: closed by the end token.
    ///   - limit: the most words to write.
    ///   - edits: changes to make to every run of the model, such as a head set to zero.
    public func greedy(
        _ source: TokenSequence, parameters: some ParameterSource, limit: Int, edits: [Edit] = []
    ) -> Generation {
        let scope = Scope(tracer: Tracer(edits: edits), parameters: parameters)
        let memory = encode(ids(of: [source], at: "source", in: scope), in: scope)
        var prefix = [Vocabulary.startID]
        var logProbability: Float = 0
        while prefix.count <= limit {
            let input = ids(of: [TokenSequence(unlabelled: prefix)], at: "target", in: scope)
            let logits = decode(input, memory: memory, in: scope).value
            let probabilities = logits.lastRow.softmax().elements
            guard
                let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] })
            else { break }
            logProbability += Float(log(Double(probabilities[best])))
            if best == Vocabulary.endID {
                return Generation(
                    ids: Array(prefix.dropFirst()), logProbability: logProbability, isComplete: true
                )
            }
            prefix.append(best)
        }
        return Generation(
            ids: Array(prefix.dropFirst()), logProbability: logProbability, isComplete: false)
    }
}
