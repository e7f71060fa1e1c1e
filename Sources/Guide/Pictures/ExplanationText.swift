import Drawing
import Tracing

/// An explanation as an indented tree.
public struct ExplanationText {
    private let explanation: Explanation

    public init(_ explanation: Explanation) { self.explanation = explanation }

    public var text: String {
        var lines = ["\(explanation.name) = \(explanation.value.description)"]
        write(explanation, indent: "", to: &lines)
        return lines.map { $0.visible + "\n" }.joined()
    }

    private func write(_ node: Explanation, indent: String, to lines: inout [String]) {
        lines.append("\(indent)  \(node.op):  \(node.formula)")
        if let note = node.note { lines.append("\(indent)  here: \(note)") }
        for term in node.terms {
            lines.append(indent + "  " + line(of: term))
            for factor in term.factors where !factor.terms.isEmpty {
                let inner = indent + "  │ "
                if term.factors.count > 1 {
                    lines.append("\(inner)\(factor.name) = \(factor.value.short)")
                }
                write(factor, indent: inner, to: &lines)
            }
        }
        guard !node.terms.isEmpty else { return }
        if node.rest.count > 0 {
            let sum =
                node.rest.part.map { "below the line: \($0.short)" }
                ?? signed(node.rest.contribution)
            lines.append("\(indent)  \(sum)  \(node.rest.count) more terms together")
        }
        // The trace promises that the arithmetic repeats the value; say so only where it does.
        let isExact = node.combined.bitPattern == node.value.bitPattern
        lines.append(
            "\(indent)  = \(node.combined.description)  \(together(node.terms.count + node.rest.count))"
                + (isExact ? ", the value to the last bit" : "; the value is \(node.value)"))
    }

    private func line(of term: Explanation.Term) -> String {
        let names = term.factors.map(\.name).joined(separator: " x ")
        let numbers = term.factors.map(\.value.short).joined(separator: " x ")
        switch term.role {
        case .addend:
            // Equal only where it is; a divided or squared number is what the term comes from.
            let product = term.factors.reduce(Float(1)) { $0 * $1.value }
            if product == term.contribution {
                return signed(term.contribution)
                    + (term.factors.count == 1 ? "" : " = \(numbers)") + "  \(names)"
            }
            return signed(term.contribution) + " from \(numbers)  \(names)"
        case .numerator:
            return "above the line: exp -> \((term.part ?? 0).short) from \(numbers)  \(names)"
        case .denominator:
            return "below the line: exp -> \((term.part ?? 0).short) from \(numbers)  \(names)"
        case .divisor: return "divided by what follows from \(numbers)  \(names)"
        case .centre: return "measured from \(numbers)  \(names)"
        case .index: return "chosen by \(numbers)  \(names)"
        }
    }

    private func together(_ count: Int) -> String {
        count == 1 ? "the one term" : "all \(count) terms together"
    }

    private func signed(_ number: Float) -> String { (number < 0 ? "" : "+") + number.short }
}
