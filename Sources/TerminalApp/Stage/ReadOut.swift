import Drawing
import Tracing

/// The arithmetic of one cell in real numbers, in a line or two.
struct ReadOut: Sendable {
    /// `scores[head=0, query=it, key=animal]`.
    let name: String
    let value: Float
    /// `0.91·1.20 + −0.33·0.80 + … 13 more`; empty for what starts a computation.
    let arithmetic: String

    /// - Parameter most: how many terms are written out; the largest.
    init(of cell: Cell, in trace: Trace, most: Int) {
        let explanation = trace.explain(cell, depth: 1, most: most)
        name = explanation.name
        value = explanation.value
        arithmetic = ReadOut.arithmetic(of: explanation)
    }

    var text: String {
        let number = value.short
        return arithmetic.isEmpty ? "\(name) = \(number)" : "\(name) = \(arithmetic) = \(number)"
    }

    private static func arithmetic(of explanation: Explanation) -> String {
        if let note = explanation.note { return note }
        let addends = explanation.terms.filter { $0.role == .addend }
        guard !addends.isEmpty else { return "" }
        let sum = addends.map { term in
            term.factors.map { $0.value.short }.joined(separator: "·")
        }.joined(separator: " + ")
        return explanation.rest.count == 0
            ? sum
            : sum + " + … \(explanation.rest.count) more (\(explanation.rest.contribution.short))"
    }
}
