import Tracing

/// Each position's features moved to mean 0 and variance 1, then scaled and shifted by learned
/// numbers (Ba et al. 2016). `[..., feature] -> [..., feature]`.
struct LayerNormalisation {
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
