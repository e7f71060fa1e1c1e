import Drawing
import Models

/// The weights of a model by its parts.
struct PartTable {
    struct Part {
        /// `encoder.0.self_attention`, `encoder.embedding`, `logits`.
        let name: String
        /// The sizes of its parameters.
        var shapes: [[Int]]
        /// How many layers have the same part.
        var times = 1

        var count: Int { shapes.reduce(0) { $0 + $1.reduce(1, *) } }

        /// Where the number comes from: `4 x 768 x 768 + 6 x 768`.
        var formula: String {
            var terms: [(shape: [Int], times: Int)] = []
            // Small matrices and their transposes are counted alike.
            for shape in shapes.map({ $0.sorted(by: >) }) {
                if let known = terms.firstIndex(where: { $0.shape == shape }) {
                    terms[known].times += 1
                } else {
                    terms.append((shape, 1))
                }
            }
            return terms.sorted { $0.shape.reduce(1, *) > $1.shape.reduce(1, *) }.map { term in
                let factors = (term.times > 1 ? [term.times] : []) + term.shape
                return factors.map(String.init).joined(separator: " x ")
            }.joined(separator: " + ")
        }
    }

    /// In the order in which the model reads them.
    private(set) var parts: [Part] = []

    init(_ declarations: [ParameterDeclaration]) {
        for declaration in declarations {
            let words = declaration.path.split(separator: ".")
            let name = words.prefix(words.count > 3 ? 3 : words.count - 1).joined(separator: ".")
            if parts.last?.name == name {
                parts[parts.count - 1].shapes.append(declaration.shape)
            } else {
                parts.append(Part(name: name, shapes: [declaration.shape]))
            }
        }
    }

    var total: Int { parts.reduce(0) { $0 + $1.count } }

    /// The same part of all layers as one, under `encoder.N.self_attention`.
    var joiningLayers: [Part] {
        var joined: [Part] = []
        for part in parts {
            let name = part.name.split(separator: ".").map { Int($0) == nil ? String($0) : "N" }
                .joined(separator: ".")
            if let known = joined.firstIndex(where: { $0.name == name && $0.shapes == part.shapes })
            {
                joined[known].times += 1
            } else {
                joined.append(Part(name: name, shapes: part.shapes))
            }
        }
        return joined
    }
}
