import Drawing
import Foundation
import Guide
import Tracing

/// The arithmetic of one cell in real numbers.
struct ReadOut: Sendable {
    /// `scores[head 0, it, animal]`.
    let name: String
    let value: Float
    private let isTokenNumber: Bool
    /// `0.91·1.20 + −0.33·0.80 + … 13 more (1.20)`; empty for what starts a computation.
    let arithmetic: String

    /// - Parameters:
    ///   - block: the block whose name need not be said.
    ///   - most: how many terms are written out; the largest.
    init(of cell: Cell, in trace: Trace, within block: String, most: Int) {
        let explanation = trace.explain(cell, depth: 1, most: most)
        name = CellName.short(cell, in: trace, within: block)
        isTokenNumber = trace.events[cell.event].holdsTokenNumbers
        value = explanation.value
        arithmetic = ReadOut.arithmetic(of: explanation) {
            CellName.short($0, in: trace, within: block)
        }
    }

    var text: String {
        let number = isTokenNumber ? String(Int(value)) : value.short
        return arithmetic.isEmpty || arithmetic == number
            ? "\(name) = \(number)" : "\(name) = \(arithmetic) = \(number)"
    }

    private static func arithmetic(
        of explanation: Explanation, name: (Cell) -> String
    ) -> String {
        if let note = explanation.note {
            // The value follows.
            return note.hasPrefix("set to ") ? "set by hand" : shortened(note)
        }
        let addends = explanation.terms.filter { $0.role == .addend }
        if addends.count == 1, explanation.rest.count == 0, addends[0].factors.count == 1 {
            return name(addends[0].factors[0].cell)
        }
        guard !addends.isEmpty else { return "" }
        let sum = addends.map { term in
            term.factors.map { $0.value.short }.joined(separator: "·")
        }.joined(separator: " + ")
        let rest = explanation.rest
        return rest.count == 0
            ? sum : "\(sum) + … \(rest.count) more (\(rest.contribution.short))"
    }

    /// With numbers of four digits, as everywhere on the screen.
    private static func shortened(_ note: String) -> String {
        note.replacing(#/-?\d+\.\d{4,}(e-?\d+)?/#) { match in
            Float(match.output.0).map(\.short) ?? String(match.output.0)
        }
    }
}
