import Foundation
import Tensors

/// The matrix of sines and cosines that tells positions apart: `[position, feature]` (Vaswani et
/// al. 2017, section 3.5). Computed once; the same for every sentence.
public struct SinusoidalPositions: Op, Hashable {
    let positions: Int
    let dModel: Int
    /// The wavelengths grow from 2 pi to this number times 2 pi.
    let base: Double
    /// The position of row 0.
    let start: Int
    let layout: Layout

    /// Where the sines and the cosines stand.
    public enum Layout: Sendable {
        /// In turn, as the paper has it.
        case interleaved
        /// All sines, then all cosines, as Marian has it.
        case halves
    }

    /// - Parameter start: how many positions come before row 0.
    public init(
        positions: Int, dModel: Int, base: Double = 10_000, start: Int = 0,
        layout: Layout = .interleaved
    ) {
        self.layout = layout
        self.positions = positions
        self.dModel = dModel
        self.base = base
        self.start = start
    }

    /// As the paper writes it: `10000`, not `10000.0`.
    private var baseText: String { Int(exactly: base).map(String.init) ?? String(base) }

    public var name: String { "sinusoidal positions" }
    public var formula: String {
        let angle = "pos / \(baseText)^(2i / d_model)"
        return layout == .interleaved
            ? "PE(pos, 2i) = sin(\(angle)), PE(pos, 2i + 1) = cos(\(angle))"
            : "PE(pos, i) = sin(\(angle)), PE(pos, d_model / 2 + i) = cos(\(angle))"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        [Axis("position", size: positions), Axis("feature", size: dModel)]
    }

    /// Which of the wavelengths a feature has, and whether it is the cosine.
    private func wave(_ feature: Int) -> (pair: Int, isCosine: Bool) {
        switch layout {
        case .interleaved: (feature / 2, !feature.isMultiple(of: 2))
        case .halves: (feature % (dModel / 2), feature >= dModel / 2)
        }
    }

    private func angle(_ row: Int, _ feature: Int) -> Double {
        Double(start + row) / pow(base, Double(wave(feature).pair * 2) / Double(dModel))
    }

    private func encoding(_ row: Int, _ feature: Int) -> Float {
        let angle = angle(row, feature)
        return Float(wave(feature).isCosine ? cos(angle) : sin(angle))
    }

    /// What was computed before, by sizes and base.
    private static let cache = Cache()

    public func forward(_ inputs: [Tensor]) -> Tensor {
        SinusoidalPositions.cache.value(for: self) {
            Tensor(shape: [positions, dModel]) { output in
                for position in 0..<positions {
                    for feature in 0..<dModel {
                        output[position * dModel + feature] = encoding(position, feature)
                    }
                }
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let wave = wave(cell[1])
        let function = wave.isCosine ? "cos" : "sin"
        let exponent = "\(wave.pair * 2)/\(dModel)"
        return Derivation(
            terms: [], combined: encoding(cell[0], cell[1]),
            note:
                "\(function)(\(start + cell[0]) / \(baseText)^(\(exponent))) = \(function)(\(angle(cell[0], cell[1])))"
        )
    }
}

/// Matrices by their op, shared between threads.
private final class Cache: @unchecked Sendable {
    private let lock = NSLock()
    private var matrices: [SinusoidalPositions: Tensor] = [:]

    func value(for op: SinusoidalPositions, compute: () -> Tensor) -> Tensor {
        lock.withLock {
            if let known = matrices[op] { return known }
            let matrix = compute()
            matrices[op] = matrix
            return matrix
        }
    }
}
