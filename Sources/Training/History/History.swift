import Foundation

/// How a training went: its curves, and one sentence followed from noise to its translation. It
/// holds no weights, so that a whole training fits in a small file.
public struct History: Codable, Sendable, Equatable {
    /// The followed sentence, with its end token.
    public let source: [String]
    /// What it should become, with its end token.
    public let target: [String]
    /// Of the encoder, and as many of the decoder.
    public let layers: Int
    public let heads: Int
    /// How many steps the training makes.
    public let steps: Int
    public private(set) var readings: [Reading] = []
    /// In the order of their steps, at increasing intervals.
    public private(set) var moments: [Moment] = []

    public init(source: [String], target: [String], layers: Int, heads: Int, steps: Int) {
        self.source = source
        self.target = target
        self.layers = layers
        self.heads = heads
        self.steps = steps
    }
}

extension History {
    /// The attention maps that are kept.
    public enum Attention: String, Sendable, CaseIterable {
        /// Of the encoder over the source.
        case source = "encoder self-attention"
        /// Of the decoder over the source, while it reads the target that it should write. So its
        /// rows stay the same words through the whole training.
        case cross = "cross-attention"

        /// The path of its weights in a trace.
        public func path(layer: Int) -> String {
            switch self {
            case .source: "encoder.\(layer).self_attention.weights"
            case .cross: "decoder.\(layer).cross_attention.weights"
            }
        }
    }

    /// The followed sentence after some steps.
    public struct Moment: Codable, Sendable, Equatable {
        /// How many steps were made.
        public let step: Int
        /// What the model writes, by greedy decoding.
        public let translation: [String]
        /// The weights of all maps, one byte each: attention, layer, head, query, key. 255 is 1.
        let maps: Data

        public init(step: Int, translation: [String], weights: [Float]) {
            self.step = step
            self.translation = translation
            maps = Data(weights.map { UInt8((min(max($0, 0), 1) * 255).rounded()) })
        }
    }

    /// The weights of one map at a moment, `[query, key]` row by row, exact to 1/510.
    public func weights(
        _ attention: Attention, layer: Int, head: Int, at moment: Moment
    ) -> [Float] {
        let size = rows(of: attention).count * source.count
        let before = attention == .source ? 0 : layers * heads * source.count * source.count
        let start = moment.maps.startIndex + before + (layer * heads + head) * size
        return moment.maps[start..<start + size].map { Float($0) / 255 }
    }

    /// What the rows of a map stand for. A row of cross-attention is named by the word that it
    /// predicts.
    public func rows(of attention: Attention) -> [String] {
        attention == .source ? source : target
    }

    /// How many weights a moment has.
    var weightCount: Int { layers * heads * source.count * (source.count + target.count) }

    public mutating func add(_ reading: Reading) { readings.append(reading) }
    public mutating func add(_ moment: Moment) { moments.append(moment) }
}
