import Tracing

/// Each position's features moved to mean 0 and variance 1, then scaled and shifted by learned
/// numbers (Ba et al. 2016). `[..., feature] -> [..., feature]`.
struct LayerNormalisation {
    let size: Int
    let epsilon: Float

    func callAsFunction(_ x: Traced, in scope: Scope) -> Traced {
        let feature = Axis("feature", size: size)
        let own = scope("layer_norm")
        let mean = own.emit(Mean(), [x], "mean")
        let variance = own.emit(Variance(), [x, mean], "variance")
        let normalised = own.emit(
            Normalise(epsilon: epsilon), [x, mean, variance], "normalised")
        let gamma = own.parameter("gamma", [feature], initially: .ones)
        let beta = own.parameter("beta", [feature], initially: .zeros)
        return own.emit(Affine(), [normalised, gamma, beta], "output")
    }
}
