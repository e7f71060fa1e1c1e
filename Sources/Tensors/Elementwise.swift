import CKernels

extension Tensor {
    /// The sum, element by element, with broadcasting.
    public func adding(_ other: Tensor) -> Tensor {
        combined(with: other, heed_add)
    }

    /// The product, element by element, with broadcasting.
    public func multiplied(by other: Tensor) -> Tensor {
        combined(with: other, heed_multiply)
    }

    /// Every element times one number.
    public func scaled(by factor: Float) -> Tensor {
        mapped({ heed_scale($0, $1, factor, $2) }, work: 16)
    }

    /// The larger of each element and 0.
    public func relu() -> Tensor {
        mapped(heed_relu, work: 16)
    }

    /// A smooth function between two linear layers.
    public enum Activation: String, Sendable, CaseIterable {
        /// x times the share of the normal distribution below x (Hendrycks and Gimpel 2016).
        case gelu
        /// The same by a hyperbolic tangent that comes close.
        case geluTanh = "gelu (tanh)"
        /// x times its logistic sigmoid (Hendrycks and Gimpel 2016; "swish", Ramachandran et al.
        /// 2017).
        case silu
        case tanh
    }

    /// The function of each element.
    public func activated(by activation: Activation) -> Tensor {
        switch activation {
        case .gelu: mapped(heed_gelu)
        case .geluTanh: mapped(heed_gelu_tanh)
        case .silu: mapped(heed_silu)
        case .tanh: mapped(heed_tangent)
        }
    }

    /// `upstream` times the slope of the function at each element of this tensor, its input.
    public func activationGradient(_ activation: Activation, upstream: Tensor) -> Tensor {
        switch activation {
        case .gelu: mappedWith(upstream, heed_gelu_gradient)
        case .geluTanh: mappedWith(upstream, heed_gelu_tanh_gradient)
        case .silu: mappedWith(upstream, heed_silu_gradient)
        case .tanh: mappedWith(upstream, heed_tangent_gradient)
        }
    }

    /// `upstream` where this tensor, the input of the ReLU, is above 0; else 0.
    public func reluGradient(upstream: Tensor) -> Tensor {
        mappedWith(upstream, heed_relu_gradient)
    }

    private typealias Unary = (UnsafeMutablePointer<Float>, UnsafePointer<Float>, Int64) -> Void

    /// - Parameter work: how many multiply-adds one element is worth; the functions with an
    ///   exponential take about a nanosecond.
    private func mapped(_ kernel: Unary, work: Int = 64) -> Tensor {
        let input = contiguous()
        return Tensor(shape: shape) { output in
            Sharing.share(count, by: 1024, work: count * work) {
                kernel(
                    output + $0.lowerBound, input.pointer + $0.lowerBound, Int64($0.count))
            }
        }
    }

    /// For two tensors of one shape.
    private func mappedWith(
        _ other: Tensor,
        _ kernel: (
            UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Int64
        ) -> Void
    ) -> Tensor {
        let input = contiguous()
        let other = other.contiguous()
        return Tensor(shape: shape) { kernel($0, input.pointer, other.pointer, Int64(count)) }
    }

    private func combined(
        with other: Tensor,
        _ kernel: (
            UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Int64
        ) -> Void
    ) -> Tensor {
        guard let shape = Broadcasting.shape(self.shape, other.shape) else {
            preconditionFailure("shapes \(self.shape) and \(other.shape) do not fit")
        }
        return Tensor(shape: shape) { output in
            forEachRun(self, other, shape: shape) { a, b, start, count in
                Sharing.share(count, by: 1024, work: 16 * count) {
                    let first = $0.lowerBound
                    kernel(output + start + first, a + first, b + first, Int64($0.count))
                }
            }
        }
    }
}

extension Tensor {
    /// Adds `other`, of the same shape, to this tensor in place.
    public mutating func accumulate(_ other: Tensor) {
        precondition(shape == other.shape)
        let other = other.contiguous()
        let count = Int64(count)
        update { heed_accumulate($0, other.pointer, count) }
    }

    /// The sum of the squares of all elements, in double precision.
    public var sumOfSquares: Double {
        let source = contiguous()
        return heed_sum_of_squares(source.pointer, Int64(source.count))
    }
}
