import Drawing
import Foundation
import Tracing

/// What an expression gives.
enum Value: Sendable, Equatable {
    case number(Double)
    case text(String)
    case truth(Bool)
    case numbers(Block)

    /// Several numbers with what their axes are.
    struct Block: Sendable, Equatable {
        let axes: [Axis]
        let values: [Float]

        /// The name of a place on the only axis.
        func label(of position: Int) -> String { axes.first?.name(of: position) ?? "" }
    }

    /// In a message: `the text "animal"`.
    var kind: String {
        switch self {
        case .number: "a number"
        case .text(let text): "the text '\(text)'"
        case .truth: "a yes or no"
        case .numbers(let block):
            "\(block.axes.map { "\($0.name) \($0.size)" }.joined(separator: " x ")) numbers"
        }
    }
}

/// How a value is written in the prose: `| 2 decimals`, `| percent`, `| whole`.
enum ValueFormat: Sendable, Hashable {
    case short
    case decimals(Int)
    case percent
    /// With commas between the thousands.
    case whole

    static let names = ["N decimals", "percent", "whole"]

    /// No more decimals than an answer that may be off by so much needs.
    init(tolerance: Double) {
        self =
            tolerance > 0 && tolerance < 1
            ? .decimals(Int((-log10(tolerance)).rounded(.up))) : .short
    }

    init?(_ text: String) {
        let words = text.split(separator: " ")
        switch words.last {
        case "decimals" where words.count == 2, "decimal" where words.count == 2:
            guard let count = Int(words[0]), 0...9 ~= count else { return nil }
            self = .decimals(count)
        case "percent" where words.count == 1: self = .percent
        case "whole" where words.count == 1: self = .whole
        default: return nil
        }
    }

    func text(of value: Value) -> String? {
        switch value {
        case .number(let number): text(ofNumber: number)
        case .text(let text): text
        case .truth(let truth): truth ? "yes" : "no"
        case .numbers(let block) where block.values.count <= 16:
            block.values.map { text(ofNumber: Double($0)) }.joined(separator: ", ")
        case .numbers: nil
        }
    }

    func text(ofNumber number: Double) -> String {
        switch self {
        case .short:
            number == number.rounded() && number.magnitude < 1e6
                ? Float(number).formatted(decimals: 0) : Float(number).short
        case .decimals(let count): Float(number).formatted(decimals: count)
        case .percent: Float(number * 100).formatted(decimals: 0) + " %"
        case .whole: number.grouped
        }
    }
}

extension Double {
    /// Rounded, with commas between the thousands: `67,108,864`.
    fileprivate var grouped: String {
        guard magnitude < 1e15 else { return String(self) }
        let digits = String(Int(magnitude.rounded()))
        let groups = stride(from: digits.count, to: 0, by: -3).map { end in
            String(digits.dropLast(digits.count - end).suffix(3))
        }
        return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }
}
