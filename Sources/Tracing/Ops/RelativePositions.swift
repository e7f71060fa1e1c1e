import Foundation
import Tensors

/// The class of the distance between each query and each key: `[query, key]` (Raffel et al. 2020,
/// section 2.1). Short distances have a class of their own, longer ones share classes that grow
/// with the logarithm.
public struct RelativeBuckets: Op {
    /// How distances fall into classes.
    public struct Scheme: Sendable {
        public let buckets: Int
        /// From this distance on all are alike.
        public let farthest: Int
        /// Whether keys behind the query have classes of their own; where no query sees them, all
        /// are distance 0.
        public let looksBothWays: Bool

        public init(buckets: Int, farthest: Int, looksBothWays: Bool) {
            self.buckets = buckets
            self.farthest = farthest
            self.looksBothWays = looksBothWays
        }

        /// - Parameter distance: the position of the key minus that of the query.
        func bucket(_ distance: Int) -> Int {
            let count = looksBothWays ? buckets / 2 : buckets
            let first = looksBothWays && distance > 0 ? count : 0
            let magnitude = looksBothWays ? abs(distance) : max(-distance, 0)
            let exact = count / 2
            if magnitude < exact { return first + magnitude }
            // In single precision and cut off, as the model was trained.
            let share =
                log(Float(magnitude) / Float(exact)) / Float(log(Double(farthest) / Double(exact)))
            return first + min(exact + Int(share * Float(count - exact)), count - 1)
        }
    }

    let scheme: Scheme
    let queries: Int
    let keys: Int
    /// The position of query 0 among the keys.
    let start: Int

    public init(_ scheme: Scheme, queries: Int, keys: Int, start: Int = 0) {
        self.scheme = scheme
        self.queries = queries
        self.keys = keys
        self.start = start
    }

    public var name: String { "relative distance classes" }
    public var formula: String {
        "y[i, j] = the class of the distance j - i: one each near by, shared ones farther away"
    }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        [Axis("query", size: queries), Axis("key", size: keys)]
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        Tensor(shape: [queries, keys]) { output in
            for query in 0..<queries {
                for key in 0..<keys {
                    output[query * keys + key] = Float(scheme.bucket(key - query - start))
                }
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let distance = cell[1] - cell[0] - start
        return Derivation(
            terms: [], combined: Float(scheme.bucket(distance)), note: "the distance is \(distance)"
        )
    }
}

/// A learned number for each class of distance and each head, added to the scores:
/// `classes [query, key], table [class, head] -> [head, query, key]`.
public struct PositionBias: Op {
    public var name: String { "position bias" }
    public var formula: String { "y[h, i, j] = table[class[i, j], h]" }

    public init() {}

    public func axes(_ inputs: [[Axis]]) -> [Axis] { [inputs[1][1].named("head")] + inputs[0] }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let classes = inputs[0].contiguous()
        let table = inputs[1].contiguous()
        let heads = table.shape[1]
        return Tensor(shape: [heads] + classes.shape) { output in
            for head in 0..<heads {
                for i in 0..<classes.count {
                    let row = Int(classes.pointer[i])
                    precondition(row >= 0 && row < table.shape[0], "class \(row) is not there")
                    output[head * classes.count + i] = table.pointer[row * heads + head]
                }
            }
        }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        let place = Array(cell.dropFirst())
        let row = inputs[0][place]
        let source = [Int(row), cell[0]]
        return .copy(
            Derivation.Factor(1, source, inputs[1][source]),
            also: [
                Derivation.Term([Derivation.Factor(0, place, row)], contribution: 0, role: .index)
            ])
    }

    public func gradient(_ step: GradientStep) -> Traced? {
        guard step.input == 1 else { return nil }
        let rows = step.inputs[1].value.shape[0]
        return step.emit(PositionBiasGradient(rows: rows), [step.inputs[0], step.upstream])
    }
}

/// Adds the gradient of each pair to the number of its class: `classes [query, key], upstream
/// [head, query, key] -> [class, head]`.
public struct PositionBiasGradient: Op {
    let rows: Int
    public var name: String { "position bias gradient" }
    public var formula: String { "y[c, h] = sum of g[h, i, j] over the pairs with class[i, j] = c" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] {
        [Axis("class", size: rows), inputs[1][0]]
    }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        let classes = inputs[0].contiguous()
        let upstream = inputs[1].contiguous()
        let heads = upstream.shape[0]
        var sums = Tensor(repeating: 0, shape: [rows, heads])
        sums.update { output in
            for head in 0..<heads {
                for i in 0..<classes.count {
                    output[Int(classes.pointer[i]) * heads + head] +=
                        upstream.pointer[head * classes.count + i]
                }
            }
        }
        return sums
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        var factors: [Derivation.Factor] = []
        forEachCell(of: inputs[0].shape) { _, index in
            guard Int(inputs[0][index]) == cell[0] else { return }
            let source = [cell[1]] + index
            factors.append(Derivation.Factor(1, source, inputs[1][source]))
        }
        return .sum(factors, startingAtZero: true)
    }
}
