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
    /// Whether what went into the part is added to what comes out. A model that was trained without
    /// passes on what comes out alone.
    var hasResidual = true

    func callAsFunction(
        _ name: String, _ x: Traced, in layer: Scope, _ part: (Traced, Scope) -> Traced
    ) -> Traced {
        let own = layer(name)
        switch placement {
        case .after:
            return norm(residual(x, part(x, own), in: own), in: own)
        case .before:
            let normalised = norm(x, in: own)
            return residual(x, part(normalised, own), in: own)
        }
    }

    private func residual(_ x: Traced, _ output: Traced, in place: Scope) -> Traced {
        place.emit(Add(), hasResidual ? [x, output] : [output], "residual")
    }
}
