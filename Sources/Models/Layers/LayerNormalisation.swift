import Tracing

/// A layer that brings the features of each position to one size: `[..., feature] -> [..., feature]`.
protocol Normalisation {
    func callAsFunction(_ x: Traced, in scope: Scope) -> Traced
}

/// Each position's features moved to mean 0 and variance 1, then scaled and shifted by learned
/// numbers (Ba et al. 2016). `[..., feature] -> [..., feature]`.
struct LayerNormalisation: Normalisation {
    let size: Int
    let epsilon: Float

    func callAsFunction(_ x: Traced, in scope: Scope) -> Traced {
        let feature = Axis("feature", size: size)
        let normalised = plain(x, in: scope)
        let own = scope("layer_norm")
        let gamma = own.parameter("gamma", [feature], initially: .ones)
        let beta = own.parameter("beta", [feature], initially: .zeros)
        return own.emit(Affine(), [normalised, gamma, beta], "output")
    }

    /// Without the learned numbers.
    func plain(_ x: Traced, in scope: Scope) -> Traced {
        let own = scope("layer_norm")
        let mean = own.emit(Mean(), [x], "mean")
        let variance = own.emit(Variance(), [x, mean], "variance")
        return own.emit(Normalise(epsilon: epsilon), [x, mean, variance], "normalised")
    }
}

/// Each position's features divided by the root of their mean square, then scaled by learned numbers
/// (Zhang and Sennrich 2019): no mean is taken away and nothing is added.
struct RMSNormalisation: Normalisation {
    let size: Int
    let epsilon: Float

    func callAsFunction(_ x: Traced, in scope: Scope) -> Traced {
        let own = scope("rms_norm")
        let square = own.emit(MeanSquare(), [x], "mean_square")
        let normalised = own.emit(RMSNormalise(epsilon: epsilon), [x, square], "normalised")
        let gamma = own.parameter("gamma", [Axis("feature", size: size)], initially: .ones)
        return own.emit(Multiply(), [normalised, gamma], "output")
    }
}
