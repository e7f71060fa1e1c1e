import Foundation
import Tensors

/// The frequencies of rotary positions: pair j of the features turns by `position * frequency(j)`
/// (Su et al. 2021, section 3.4.2).
public struct RotaryFrequencies: Sendable, Hashable {
    /// How a model stretches the long wavelengths to read longer texts than it was first trained on,
    /// as Llama 3.1 does.
    public struct Stretching: Sendable, Hashable {
        public let factor: Double
        /// Wavelengths above `original / low` are stretched by the factor, those below
        /// `original / high` are not, those between partly.
        public let low: Double
        public let high: Double
        /// The length of the texts before, in tokens.
        public let original: Double

        public init(factor: Double, low: Double, high: Double, original: Double) {
            self.factor = factor
            self.low = low
            self.high = high
            self.original = original
        }
    }

    /// The features of a head.
    public let size: Int
    public let base: Double
    public let stretching: Stretching?

    public init(size: Int, base: Double, stretching: Stretching? = nil) {
        self.size = size
        self.base = base
        self.stretching = stretching
    }

    /// In radians a position.
    func frequency(_ pair: Int) -> Double {
        let frequency = pow(base, -2 * Double(pair) / Double(size))
        guard let stretching else { return frequency }
        let turns = stretching.original * frequency / (2 * .pi)
        if turns < stretching.low { return frequency / stretching.factor }
        if turns > stretching.high { return frequency }
        let share = (turns - stretching.low) / (stretching.high - stretching.low)
        return (1 - share) * frequency / stretching.factor + share * frequency
    }
}

/// The cosines or the sines of the angles of rotary positions: `[position, feature]`. Feature j and
/// feature j + size / 2 are a pair and have the same angle.
public struct RotaryAngles: Op, Hashable {
    public enum Function: String, Sendable {
        case cosine = "cos"
        case sine = "sin"
    }

    let function: Function
    let frequencies: RotaryFrequencies
    let positions: Int
    /// The position of row 0.
    let start: Int

    public init(_ function: Function, _ frequencies: RotaryFrequencies, positions: Int, start: Int)
    {
        self.function = function
        self.frequencies = frequencies
        self.positions = positions
        self.start = start
    }

    public var name: String { "rotary \(function.rawValue)" }
    public var formula: String {
        let stretched = frequencies.stretching == nil ? "" : ", long waves stretched"
        return "y[pos, j] = \(function.rawValue)(pos / \(frequencies.base)^(2j / d_k))\(stretched)"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        [Axis("position", size: positions), Axis("feature", size: frequencies.size)]
    }

    private func angle(_ row: Int, _ feature: Int) -> Double {
        Double(start + row) * frequencies.frequency(feature % (frequencies.size / 2))
    }

    private func value(_ angle: Double) -> Float {
        Float(function == .cosine ? cos(angle) : sin(angle))
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let half = frequencies.size / 2
        let turns = (0..<half).map(frequencies.frequency)
        return Tensor(shape: [positions, frequencies.size]) { output in
            for row in 0..<positions {
                for pair in 0..<half {
                    let value = value(Double(start + row) * turns[pair])
                    output[row * frequencies.size + pair] = value
                    output[row * frequencies.size + half + pair] = value
                }
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let angle = angle(cell[0], cell[1])
        return Derivation(
            terms: [], combined: value(angle), note: "\(function.rawValue)(\(angle))")
    }
}

/// Turns each pair of features by the angle of its position, so that a query and a key meet by their
/// distance (Su et al. 2021): `x [..., position, feature], cosines [position, feature], sines
/// [position, feature] -> [..., position, feature]`. Pairs are j and j + size / 2.
public struct Rotate: Op {
    /// Backward turns the other way.
    private let isBackward: Bool

    public init() { isBackward = false }

    private init(isBackward: Bool) { self.isBackward = isBackward }

    public var name: String { isBackward ? "rotate back" : "rotate" }
    public var formula: String {
        let (first, second) = isBackward ? ("+", "-") : ("-", "+")
        return
            "y[j] = x[j] cos \(first) x[j + d/2] sin, y[j + d/2] = x[j + d/2] cos \(second) x[j] sin"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { inputs[0] }

    /// How the other feature of a pair comes in: where it is, which sine it meets, and its sign.
    private func turn(_ feature: Int, of size: Int) -> (other: Int, sine: Int, sign: Float) {
        let isFirst = feature < size / 2
        let other = isFirst ? feature + size / 2 : feature - size / 2
        return (other, isBackward ? other : feature, isFirst == isBackward ? 1 : -1)
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let x = inputs[0].contiguous()
        let (cosines, sines) = (inputs[1].contiguous(), inputs[2].contiguous())
        let size = x.shape[x.rank - 1]
        let turns = (0..<size).map { turn($0, of: size) }
        return Tensor(shape: x.shape) { output in
            for start in stride(from: 0, to: x.count, by: size) {
                let row = x.pointer + start
                let cosine = cosines.pointer + start % cosines.count
                let sine = sines.pointer + start % sines.count
                for (j, turn) in turns.enumerated() {
                    output[start + j] =
                        row[j] * cosine[j] + row[turn.other] * turn.sign * sine[turn.sine]
                }
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let feature = cell[cell.count - 1]
        let turn = turn(feature, of: inputs[0].shape[cell.count - 1])
        let pair: [Int] = cell.dropLast() + [turn.other]
        let position = cell[cell.count - 2]
        let own = Derivation.Factor(0, cell, inputs[0][cell])
        let other = Derivation.Factor(0, pair, inputs[0][pair])
        let cosine = Derivation.Factor(1, [position, feature], inputs[1][position, feature])
        let sine = Derivation.Factor(2, [position, turn.sine], inputs[2][position, turn.sine])
        let turned = other.value * turn.sign * sine.value
        return Derivation(
            terms: [
                Derivation.Term([own, cosine], contribution: own.value * cosine.value),
                Derivation.Term([other, sine], contribution: turned),
            ], combined: own.value * cosine.value + turned)
    }

    /// The angles are given; what was turned is turned back.
    public func gradient(_ step: GradientStep) -> Traced? {
        guard step.input == 0 else { return nil }
        return step.emit(
            Rotate(isBackward: !isBackward), [step.upstream, step.inputs[1], step.inputs[2]])
    }
}
