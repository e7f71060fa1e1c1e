import Drawing

// How numbers stand in the sentences of the guide.

extension Double {
    /// With two decimals: `0.93`.
    var brief: String { Float(self).formatted(decimals: 2) }

    /// About three significant digits, however large or small: `0.0213`, `412.3`, `1.5e-7`.
    var rough: String { Float(self).short }

    /// A whole number as such, any other with two decimals: `8`, `5.66`.
    var plain: String { Int(exactly: self).map(String.init) ?? brief }
}

extension Float {
    var brief: String { Double(self).brief }
    var rough: String { short }

    /// With three decimals: `1.000`.
    var thousandths: String { formatted(decimals: 3) }
}
