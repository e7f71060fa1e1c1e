import CKernels

// Operations along the last axis: each row is one run of it.

extension Tensor {
    private var rowLength: Int { shape.last ?? 1 }
    private var rowCount: Int { shape.dropLast().reduce(1, *) }

    /// One number a row, side by side in memory, as the kernels read them.
    private func perRow(_ numbers: Tensor) -> Tensor {
        precondition(numbers.count == rowCount, "one number a row")
        return numbers.contiguous()
    }

    /// One number a column.
    private func perColumn(_ numbers: Tensor) -> Tensor {
        precondition(numbers.count == rowLength, "one number a column")
        return numbers.contiguous()
    }

    /// A tensor of this shape, or without the last axis, filled by a kernel over the rows.
    private func rows(
        droppingLast: Bool = false,
        _ kernel: (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int64, Int64) -> Void
    ) -> Tensor {
        let input = contiguous()
        return Tensor(shape: droppingLast ? Array(shape.dropLast()) : shape) {
            kernel($0, input.pointer, Int64(rowCount), Int64(rowLength))
        }
    }

    /// Exponentials along each row, divided by their sum. A row of nothing but minus infinity
    /// becomes zeros.
    public func softmax() -> Tensor {
        let input = contiguous()
        let length = rowLength
        return Tensor(shape: shape) { output in
            Sharing.share(rowCount, by: 16, work: 64 * count) {
                let start = $0.lowerBound * length
                heed_softmax(
                    output + start, input.pointer + start, Int64($0.count), Int64(length))
            }
        }
    }

    /// The gradient of `softmax`, of which this tensor is the result.
    public func softmaxGradient(upstream: Tensor) -> Tensor {
        let upstream = upstream.contiguous()
        return rows { heed_softmax_gradient($0, $1, upstream.pointer, $2, $3) }
    }

    /// The mean of each row: `[..., n] -> [...]`.
    public func mean() -> Tensor {
        rows(droppingLast: true, heed_mean)
    }

    /// The mean squared distance of each row from its mean: `[..., n] -> [...]`.
    public func variance(mean: Tensor) -> Tensor {
        let mean = perRow(mean)
        return rows(droppingLast: true) { heed_variance($0, $1, mean.pointer, $2, $3) }
    }

    /// `(x - mean) / sqrt(variance + epsilon)`, with one mean and variance a row.
    public func normalised(mean: Tensor, variance: Tensor, epsilon: Float) -> Tensor {
        let mean = perRow(mean)
        let variance = perRow(variance)
        return rows { heed_normalise($0, $1, mean.pointer, variance.pointer, epsilon, $2, $3) }
    }

    /// `x * gamma + beta`, with one gamma and beta a column.
    public func affine(gamma: Tensor, beta: Tensor) -> Tensor {
        let gamma = perColumn(gamma)
        let beta = perColumn(beta)
        return rows { heed_affine($0, $1, gamma.pointer, beta.pointer, $2, $3) }
    }

    /// The sum of each column over all rows: `[..., n] -> [n]`.
    public func columnSums() -> Tensor {
        let input = contiguous()
        return Tensor(shape: [rowLength]) {
            heed_column_sums($0, input.pointer, Int64(rowCount), Int64(rowLength))
        }
    }

    /// The sum of each column of the products with `other`: `[..., n] -> [n]`.
    public func columnProducts(with other: Tensor) -> Tensor {
        let input = contiguous()
        let other = other.contiguous()
        return Tensor(shape: [rowLength]) {
            heed_column_products(
                $0, input.pointer, other.pointer, Int64(rowCount), Int64(rowLength))
        }
    }
}

// MARK: - Gradients of the row operations, with `self` the gradient of their result

extension Tensor {
    /// The gradient of `normalised` with respect to its input.
    public func normalisedGradient(variance: Tensor, epsilon: Float) -> Tensor {
        let variance = perRow(variance)
        return rows { heed_normalise_gradient_input($0, $1, variance.pointer, epsilon, $2, $3) }
    }

    /// The gradient of `normalised` with respect to the mean of each row.
    public func normalisedMeanGradient(variance: Tensor, epsilon: Float) -> Tensor {
        let variance = perRow(variance)
        return rows(droppingLast: true) {
            heed_normalise_gradient_mean($0, $1, variance.pointer, epsilon, $2, $3)
        }
    }

    /// The gradient of `normalised` with respect to the variance of each row.
    public func normalisedVarianceGradient(
        input: Tensor, mean: Tensor, variance: Tensor, epsilon: Float
    ) -> Tensor {
        precondition(input.count == count, "the gradient has the shape of the input")
        let input = input.contiguous()
        let mean = perRow(mean)
        let variance = perRow(variance)
        return rows(droppingLast: true) {
            heed_normalise_gradient_variance(
                $0, $1, input.pointer, mean.pointer, variance.pointer, epsilon, $2, $3)
        }
    }

    /// The gradient of `mean`: each number spread evenly over `n` elements.
    public func meanGradient(count n: Int) -> Tensor {
        let upstream = contiguous()
        return Tensor(shape: shape + [n]) {
            heed_mean_gradient($0, upstream.pointer, Int64(count), Int64(n))
        }
    }

    /// The gradient of `variance` with respect to its input.
    public func varianceGradient(input: Tensor, mean: Tensor) -> Tensor {
        let upstream = contiguous()
        let input = input.contiguous()
        precondition(input.rowCount == count, "one number a row")
        let mean = input.perRow(mean)
        return Tensor(shape: input.shape) {
            heed_variance_gradient(
                $0, upstream.pointer, input.pointer, mean.pointer, Int64(upstream.count),
                Int64(input.rowLength))
        }
    }
}

// MARK: - Cross-entropy, with `self` the logits

extension Tensor {
    /// The cross-entropy of each row of logits with its target index: `[..., n] -> [...]`.
    ///
    /// - Parameters:
    ///   - targets: one index below n a row; a negative one gives 0.
    ///   - smoothing: the share of the target distribution that is spread over all n.
    public func crossEntropy(targets: Tensor, smoothing: Float) -> Tensor {
        let targets = perRow(targets)
        checkTargets(targets)
        return rows(droppingLast: true) {
            heed_cross_entropy($0, $1, targets.pointer, smoothing, $2, $3)
        }
    }

    /// The gradient of `crossEntropy` with respect to the logits.
    public func crossEntropyGradient(
        targets: Tensor, smoothing: Float, upstream: Tensor
    ) -> Tensor {
        let targets = perRow(targets)
        let upstream = perRow(upstream)
        checkTargets(targets)
        return rows {
            heed_cross_entropy_gradient(
                $0, $1, targets.pointer, upstream.pointer, smoothing, $2, $3)
        }
    }

    /// The kernels read the logit of each target without looking.
    private func checkTargets(_ targets: Tensor) {
        for row in 0..<rowCount {
            precondition(
                targets.pointer[row] < Float(rowLength),
                "target \(targets.pointer[row]) is outside a row of \(rowLength)")
        }
    }
}
