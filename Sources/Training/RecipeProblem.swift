import Models

extension Recipe {
    /// Why there can be no such training; nil where there can.
    public var problem: String? {
        let sizes = architecture
        let limits = [
            ("d_model", sizes.dModel, 2...512), ("heads", sizes.heads, 1...32),
            ("layers", sizes.layers, 1...12), ("d_ff", sizes.dFF, 1...4096),
            ("steps", steps, 1...1_000_000),
        ]
        for (name, value, range) in limits where !range.contains(value) {
            return "\(name) is \(value); expected \(range.lowerBound) to \(range.upperBound)"
        }
        if !sizes.dModel.isMultiple(of: 2) {
            return "d_model is \(sizes.dModel); expected an even number: each wavelength of the "
                + "positions has a sine and a cosine"
        }
        if !sizes.dModel.isMultiple(of: sizes.heads) {
            return "d_model is \(sizes.dModel) and cannot be split into \(sizes.heads) heads"
        }
        if guidance > 0 && task != .translation {
            return "digits have no pronoun to guide a head by; leave the guidance out"
        }
        return nil
    }
}
