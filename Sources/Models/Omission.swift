/// A part that a model was trained without, to show what it is for.
///
/// The events keep their paths, so that the models can be compared step by step; only `scaled` is
/// missing where nothing is scaled.
public enum Omission: String, Codable, Sendable, CaseIterable, Comparable {
    /// The positional encoding is 0 everywhere: no word knows where it stands.
    case positions
    /// The decoder's words see the words behind them too.
    case mask
    /// The scores are not divided by sqrt(d_k).
    case scaling
    /// Each part of a layer replaces what went in, where it should be added to it.
    case residuals

    public static func < (a: Omission, b: Omission) -> Bool { a.rawValue < b.rawValue }
}
