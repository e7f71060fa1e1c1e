/// How a family's files name the parameters of a model.
///
/// The model asks by the paths of its events: `encoder.3.self_attention.query.weight`. The table
/// has the path without its last part and with `*` for the layer,
/// `encoder.*.self_attention.query`, and what the files write there,
/// `encoder.layer.*.attention.self.query`.
struct WeightNames: Sendable {
    /// Where a parameter lies.
    struct Place: Equatable {
        let name: String
        /// Which of several parameters that lie side by side on the last axis.
        var part: (index: Int, count: Int)?

        static func == (a: Place, b: Place) -> Bool {
            a.name == b.name && a.part?.index == b.part?.index && a.part?.count == b.part?.count
        }
    }

    /// What the names of the body may begin with.
    let prefixes: [String]
    /// Several where names have changed; `name#1/3` is the second of three that lie side by side.
    let table: [String: [String]]
    /// The same for what stands outside the body and has no prefix: the heads.
    var heads: [String: [String]] = [:]
    /// Whole names by whole paths.
    var whole: [String: [String]] = [:]

    /// Names that mean nothing to the model: what is stored a second time, or computed anyway.
    var ignoredSuffixes: [String] = []

    /// Every place where a parameter may lie, the most likely first.
    func places(of path: String) -> [Place] {
        if let names = whole[path] { return names.map { Place(name: $0) } }
        let parts = path.split(separator: ".").map(String.init)
        let layer = parts.first { Int($0) != nil }
        let key = parts.dropLast().map { $0 == layer ? "*" : $0 }.joined(separator: ".")
        guard let leaf = parts.last else { return [] }
        let leaves =
            switch leaf {
            case "gamma": ["weight", "gamma"]
            case "beta": ["bias", "beta"]
            case "table": ["weight"]
            default: [leaf]
            }
        func places(_ templates: [String], prefix: String) -> [Place] {
            templates.flatMap { template in
                leaves.map { Place(prefix + template.replacing("*", with: layer ?? ""), $0) }
            }
        }
        return prefixes.flatMap { places(table[key] ?? [], prefix: $0) }
            + places(heads[key] ?? [], prefix: "")
    }

    /// Whether a tensor that nobody asked for may be left aside without a word.
    func ignores(_ name: String) -> Bool {
        ignoredSuffixes.contains { name == $0 || name.hasSuffix("." + $0) }
    }

    /// The number of the layer that a tensor belongs to; nil for one outside the layers.
    static func layer(of name: String) -> Int? {
        name.split(separator: ".").lazy.compactMap { Int($0) }.first
    }
}

extension WeightNames.Place {
    /// - Parameter template: `h.0.attn.c_attn#1/3`.
    fileprivate init(_ template: String, _ leaf: String) {
        let parts = template.split(separator: "#")
        name = parts[0] + "." + leaf
        let numbers = parts.dropFirst().first?.split(separator: "/").compactMap { Int($0) }
        part = numbers.flatMap { $0.count == 2 ? (index: $0[0], count: $0[1]) : nil }
    }
}
