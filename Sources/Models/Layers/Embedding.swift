import Tensors
import Tracing

/// From token ids to vectors: a row of a table for each, in some models times sqrt(d_model).
/// `[..., position] -> [..., position, feature]`.
struct TokenEmbedding {
    let tokens: Axis
    let dModel: Int
    /// Whether the rows are multiplied by sqrt(d_model) (Vaswani et al. 2017, section 3.4).
    var isScaled = false

    /// Emits `embedding.lookup` and, if so, `embedding.scaled`; returns the vectors and the table,
    /// which the output map may share.
    func callAsFunction(_ ids: Traced, in stack: Scope) -> (vectors: Traced, table: Traced) {
        let embedding = stack("embedding")
        let table = embedding.parameter(
            "table", [tokens, Axis("feature", size: dModel)],
            initially: .normal(1 / Float(dModel).squareRoot()))
        let lookup = embedding.emit(Lookup(), [ids, table], "lookup")
        guard isScaled else { return (lookup, table) }
        let scale = Scale(by: Float(dModel).squareRoot(), because: "sqrt(d_model)")
        return (embedding.emit(scale, [lookup], "scaled"), table)
    }
}

/// How positions are told apart by what is added to the embeddings.
enum PositionalEncoding {
    /// Computed sines and cosines (Vaswani et al. 2017, section 3.5).
    case sinusoidal(SinusoidalPositions.Layout = .interleaved)
    /// A learned table of so many rows; position 0 has row `first`.
    case learned(rows: Int, first: Int = 0)
    /// Zeros: no vector is told its position.
    case absent

    /// Adds the positions to vectors `[..., position, feature]`: emits
    /// `positional_encoding.matrix`, or `.numbers` and `.lookup`, then `.sum`.
    ///
    /// - Parameters:
    ///   - more: what is added besides.
    ///   - start: the position of the first vector: how many came in earlier steps.
    func added(
        to vectors: Traced, and more: [Traced] = [], from start: Int = 0, in stack: Scope
    ) -> Traced {
        let encoding = stack("positional_encoding")
        let position = vectors.axes[vectors.axes.count - 2]
        let feature = vectors.axes[vectors.axes.count - 1]
        let positions: Traced
        switch self {
        case .sinusoidal(let layout):
            positions = encoding.emit(
                SinusoidalPositions(
                    positions: position.size, dModel: feature.size, start: start, layout: layout),
                [], "matrix", axes: [Axis("position", size: position.size), feature])
        case .absent:
            positions = encoding.emit(
                Constant(Tensor(repeating: 0, shape: [position.size, feature.size])), [],
                "matrix", axes: [Axis("position", size: position.size), feature])
        case .learned(let rows, let first):
            let numbers = encoding.emit(
                PositionNumbers(position.size, from: start + first), [], "numbers",
                axes: [position])
            let table = encoding.parameter(
                "table", [Axis("position", size: rows), feature], initially: .normal(0.02))
            positions = encoding.emit(Lookup(), [numbers, table], "lookup")
        }
        return encoding.emit(Add(), [vectors] + more + [positions], "sum")
    }
}
