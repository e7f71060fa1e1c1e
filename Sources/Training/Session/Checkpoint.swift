import Checkpoints
import Foundation
import Models
import Tensors

// A training as one file: the weights, the optimiser's running means, the history, and a sum that
// tells whether all of it is as it was written.

extension Trainer {
    private enum Key: String, CaseIterable {
        case recipe, step, history, tally, checksum
    }

    private static let prefixes = ["", "first.", "second."]

    /// Writes everything that the training needs to go on: one file, replaced whole.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public func save(to path: String) throws {
        let tensors = zip(
            Self.prefixes, [run.parameters, run.optimiser.first, run.optimiser.second]
        )
        .flatMap { prefix, part in
            part.paths.compactMap { path in part[path].map { (name: prefix + path, value: $0) } }
        }
        var metadata: [Key: String] = [
            .recipe: try Self.text(run.recipe), .step: String(run.step),
            .history: String(decoding: try history.encoded(), as: UTF8.self),
            .tally: try Self.text([unread.sum.bitPattern, UInt32(unread.steps)]),
        ]
        metadata[.checksum] = Self.checksum(of: tensors.map(\.value), metadata)
        try Safetensors.write(
            tensors,
            metadata: Dictionary(uniqueKeysWithValues: metadata.map { ($0.rawValue, $1) }),
            to: path)
    }

    /// Goes on from a saved training as if it had never stopped.
    ///
    /// - Throws: `CheckpointError`.
    public init(resuming path: String) throws {
        func damage(_ problem: String) -> CheckpointError { .damaged(path, problem) }
        let file = try Safetensors(path: path)
        var metadata: [Key: String] = [:]
        for key in Key.allCases { metadata[key] = file.metadata[key.rawValue] }
        guard let recipe: Recipe = Self.value(metadata[.recipe]),
            let step = metadata[.step].flatMap(Int.init), step >= 0,
            let tally: [UInt32] = Self.value(metadata[.tally]), tally.count == 2,
            let history = metadata[.history], let checksum = metadata[.checksum]
        else { throw damage("it is not the state of a training") }
        metadata[.checksum] = nil

        let corpus = Corpus(of: recipe)
        let declarations = EncoderDecoder(recipe.configuration(for: corpus)).declarations
        var tensors: [Tensor] = []
        let parts = try Self.prefixes.map { prefix in
            var part = Parameters()
            for declaration in declarations {
                guard let value = file[prefix + declaration.path], value.shape == declaration.shape
                else {
                    throw damage("'\(prefix)\(declaration.path)' is missing or of another shape")
                }
                part[declaration.path] = value
                tensors.append(value)
            }
            return part
        }
        guard checksum == Self.checksum(of: tensors, metadata) else {
            throw damage("its numbers are not those that were written")
        }
        try self.init(
            TrainingRun(
                recipe, corpus, parameters: parts[0],
                optimiser: Adam(first: parts[1], second: parts[2], steps: step)),
            history: History(Data(history.utf8), path: path),
            tally: Tally(sum: Float(bitPattern: tally[0]), steps: Int(tally[1])))
    }

    private static func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    private static func value<Value: Decodable>(_ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    /// FNV-1a, 64 bits, over the bits of all numbers and then all texts.
    private static func checksum(of tensors: [Tensor], _ metadata: [Key: String]) -> String {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ word: UInt64) { sum = (sum ^ word) &* 0x0000_0100_0000_01B3 }
        for tensor in tensors.map({ $0.contiguous() }) {
            for number in UnsafeBufferPointer(start: tensor.pointer, count: tensor.count) {
                add(UInt64(number.bitPattern))
            }
        }
        for key in Key.allCases {
            for byte in (metadata[key] ?? "").utf8 { add(UInt64(byte)) }
        }
        return String(sum, radix: 16)
    }
}
