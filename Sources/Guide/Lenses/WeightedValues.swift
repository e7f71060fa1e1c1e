import Tensors
import Tracing

extension Trace {
    /// Norm-based attention (Kobayashi et al. 2020): the length of what each key adds to each query,
    /// weight x |value W_O|, with the head's rows of the projection: `[head, query, key]`.
    ///
    /// - Parameter attention: such as `encoder.0.self_attention`.
    /// - Returns: nil if there is no such attention.
    public func weightedValues(of attention: String) -> LensResult? {
        guard let weights = self[attention + ".weights"],
            let lengths = valueLengths(of: attention)
        else { return nil }
        let (heads, queries, keys) = (
            weights.event.shape[0], weights.event.shape[1], weights.event.shape[2]
        )
        let source = weights.value.contiguous()
        let value = Tensor(shape: weights.event.shape) { output in
            for head in 0..<heads {
                for query in 0..<queries {
                    let row = (head * queries + query) * keys
                    for key in 0..<keys {
                        output[row + key] = source.pointer[row + key] * lengths[head, key]
                    }
                }
            }
        }
        return LensResult(
            lens: .weightedValues, title: attention, axes: weights.axes, value: value)
    }

    /// The length of each key's value behind the projection: `[head, key]`.
    private func valueLengths(of attention: String) -> Tensor? {
        // What the head's output and the projection read, whatever it is called: heads may share
        // their values, and some families keep the matrix turned round.
        guard let output = self[attention + ".head_output"]?.event, output.inputs.count > 1,
            let projected = self[attention + ".projection"]?.event, projected.inputs.count > 1,
            let product = projected.op.unedited as? MatrixProduct
        else { return nil }
        let values = value(of: output.inputs[1])
        let matrix = value(of: projected.inputs[1])
        guard values.rank == 3, matrix.rank == 2 else { return nil }
        let projection = product.transposeB ? Transpose().forward([matrix]) : matrix
        let (heads, keys, width) = (values.shape[0], values.shape[1], values.shape[2])
        guard projection.shape[0] == heads * width else { return nil }
        // The features of head h are the rows from h * d_k on.
        let parts = projection.reshaped([heads, width, projection.shape[1]])
        var lengths: [Float] = []
        values.matrixProduct(parts).forEachRow { row in
            let squares = (0..<parts.shape[2]).reduce(0.0) {
                $0 + Double(row[$1]) * Double(row[$1])
            }
            lengths.append(Float(squares.squareRoot()))
        }
        return Tensor(lengths, shape: [heads, keys])
    }
}
