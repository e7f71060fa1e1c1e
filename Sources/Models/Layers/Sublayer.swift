import Tracing

/// Where the norms of a layer stand.
public enum NormPlacement: Sendable {
    /// Behind each residual, as in "Attention Is All You Need".
    case after
    /// Before each part, inside the residual, and once more at the end of each stack (Xiong et al.
    /// 2020).
    case before
}

/// A part of a layer with the residual around it and the normalisation behind or before it.
struct Sublayer<Norm: Normalisation> {
    let norm: Norm
    let placement: NormPlacement

    func callAsFunction(
        _ name: String, _ x: Traced, in layer: Scope, _ part: (Traced, Scope) -> Traced
    ) -> Traced {
        let own = layer(name)
        switch placement {
        case .after:
            let residual = own.emit(Add(), [x, part(x, own)], "residual")
            return norm(residual, in: own)
        case .before:
            let normalised = norm(x, in: own)
            return own.emit(Add(), [x, part(normalised, own)], "residual")
        }
    }
}
