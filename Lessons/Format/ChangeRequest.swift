import Guide
import Tracing

/// A change to a run, as a lesson writes it. Those that name cells wait for a run that has them.
enum ChangeRequest: Sendable, Hashable {
    case ready(WhatIf)
    case cells(Located, CellChange)
    case headOff(Located)
    case reversed

    enum CellChange: Sendable, Hashable {
        case set(Float)
        case scale(Float)
        case hide, open
    }
}

extension ChangeRequest {
    /// The changes that a lesson can make. The format's page and the messages are made from it.
    static let usages: [(name: String, usage: String, meaning: String)] = [
        ("set", "set: SELECTOR, to: NUMBER", "these cells get a value"),
        ("scale", "scale: SELECTOR, by: NUMBER", "these cells are multiplied"),
        ("hide", "hide: SELECTOR", "cells of a mask become minus infinity"),
        ("open", "open: SELECTOR", "cells of a mask become 0"),
        ("hide_future", "hide_future: ATTENTION", "no word sees what stands behind it"),
        ("positions_off", "positions_off: encoder, decoder or both", "the positions become 0"),
        ("attention_scaling_off", "attention_scaling_off", "no division by sqrt(d_k)"),
        ("embedding_scaling_off", "embedding_scaling_off", "no factor sqrt(d_model)"),
        ("causal_mask_off", "causal_mask_off", "the decoder sees the future"),
        ("norms_before", "norms_before", "each layer norm before its part"),
        ("head_off", "head_off: 'ATTENTION[head=N]'", "the output of a head becomes 0"),
        ("residual_off", "residual_off: PART or all", "nothing is added around a part"),
        ("norm_off", "norm_off: PART or all", "no layer norm behind a part"),
        ("part_off", "part_off: PART", "the part passes on what it gets"),
        ("attention_temperature", "attention_temperature: NUMBER", "scores divided by it"),
        ("output_temperature", "output_temperature: NUMBER", "logits divided by it"),
        ("sentence", "sentence: TEXT", "the model reads another sentence"),
        ("swap", "swap: [POSITION, POSITION]", "two words change places"),
        ("reorder", "reorder: [POSITION, ...]", "the words in another order"),
        ("reverse", "reverse", "the words from last to first"),
    ]

    /// - Throws: `Fault`.
    init(_ value: YAMLValue) throws {
        guard value.isMapping else {
            let name = try value.text()
            self = try Self.plain(name)
            return
        }
        let mapping = try value.mapping()
        guard let first = mapping.pairs.first else {
            throw Fault("expected a change", at: mapping.place)
        }
        let name = first.name.text
        let further: [String: [String]] = ["set": ["to"], "scale": ["by"]]
        try mapping.allow([name] + (further[name] ?? []), in: "'\(name)'")
        switch name {
        case "set":
            self = .cells(
                try first.value.text(), .set(Float(try mapping.required("to").number())))
        case "scale":
            self = .cells(
                try first.value.text(), .scale(Float(try mapping.required("by").number())))
        case "hide": self = .cells(try first.value.text(), .hide)
        case "open": self = .cells(try first.value.text(), .open)
        case "head_off": self = .headOff(try first.value.text())
        default: self = .ready(try Self.named(first.name, first.value))
        }
    }

    private static func plain(_ name: Located) throws -> ChangeRequest {
        switch name.text {
        case "attention_scaling_off": .ready(.attentionScalingOff)
        case "embedding_scaling_off": .ready(.embeddingScalingOff)
        case "causal_mask_off": .ready(.causalMaskOff)
        case "norms_before": .ready(.normsBefore)
        case "reverse": .reversed
        default: throw unknown(name)
        }
    }

    private static func named(_ name: Located, _ value: YAMLValue) throws -> WhatIf {
        func part() throws -> String? {
            let text = try value.text().text
            return text == "all" ? nil : text
        }
        switch name.text {
        case "hide_future": return .futureHidden(attention: try value.text().text)
        case "positions_off":
            let side = try value.text()
            guard let found = WhatIf.Side(rawValue: side.text) else {
                throw Fault(
                    unknownName(
                        side.text, kind: "side", known: WhatIf.Side.allCases.map(\.rawValue)),
                    at: side.place)
            }
            return .positionsOff(found)
        case "residual_off": return .residualOff(part: try part())
        case "norm_off": return .normOff(part: try part())
        case "part_off": return .partOff(try value.text().text)
        case "attention_temperature": return .attentionTemperature(Float(try value.number()))
        case "output_temperature": return .outputTemperature(Float(try value.number()))
        case "sentence": return .sentence(try value.text().text)
        case "swap":
            let positions = try value.list().map { try $0.integer() }
            guard positions.count == 2 else {
                throw Fault("expected two positions: [0, 1]", at: value.place)
            }
            return .swap(positions[0], positions[1])
        case "reorder": return .reorder(try value.list().map { try $0.integer() })
        default: throw unknown(name)
        }
    }

    private static func unknown(_ name: Located) -> Fault {
        Fault(
            unknownName(name.text, kind: "change", known: usages.map(\.name)), at: name.place)
    }
}

extension ChangeRequest {
    /// The change in a run that has what it names.
    ///
    /// - Throws: `Fault`.
    func change(in trace: Trace) throws -> WhatIf {
        switch self {
        case .ready(let change): return change
        case .reversed:
            guard let ids = trace["source.ids"] else {
                throw Fault("there is no sentence to reverse", at: SourcePlace(line: 1, column: 1))
            }
            return .reversed(positions: ids.value.count)
        case .cells(let name, let change):
            let cells = WhatIf.Cells(try name.selection(in: trace))
            switch change {
            case .set(let number): return .set(cells, to: number)
            case .scale(let factor): return .scale(cells, by: factor)
            case .hide: return .sight(cells, isOpen: false)
            case .open: return .sight(cells, isOpen: true)
            }
        case .headOff(let name):
            let selector = try Fault.naming(name) { try Selector(name.text) }
            guard selector.constraints.count == 1, selector.constraints[0].axis == "head",
                case .index(let head) = selector.constraints[0].position
            else {
                throw Fault("expected an attention and its head: 'PATH[head=0]'", at: name.place)
            }
            return .headOff(attention: selector.path, head: head)
        }
    }
}

extension WhatIf {
    /// The change as a lesson would write it, on one line; `ChangeRequest` reads it again.
    var source: String {
        func quoted(_ text: String) -> String {
            "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
        }
        func number(_ value: Float) -> String { value == -.infinity ? "-.inf" : "\(value)" }
        switch self {
        case .set(let cells, let value): return "{set: \(quoted(cells.name)), to: \(number(value))}"
        case .scale(let cells, let factor):
            return "{scale: \(quoted(cells.name)), by: \(number(factor))}"
        case .sight(let cells, let isOpen):
            return "{\(isOpen ? "open" : "hide"): \(quoted(cells.name))}"
        case .futureHidden(let attention): return "{hide_future: \(quoted(attention))}"
        case .positionsOff(let side): return "{positions_off: \(side.rawValue)}"
        case .attentionScalingOff: return "attention_scaling_off"
        case .embeddingScalingOff: return "embedding_scaling_off"
        case .causalMaskOff: return "causal_mask_off"
        case .normsBefore: return "norms_before"
        case .headOff(let attention, let head):
            return "{head_off: \(quoted("\(attention)[head=\(head)]"))}"
        case .residualOff(let part): return "{residual_off: \(quoted(part ?? "all"))}"
        case .normOff(let part): return "{norm_off: \(quoted(part ?? "all"))}"
        case .partOff(let part): return "{part_off: \(quoted(part))}"
        case .attentionTemperature(let temperature):
            return "{attention_temperature: \(temperature)}"
        case .outputTemperature(let temperature): return "{output_temperature: \(temperature)}"
        case .sentence(let text): return "{sentence: \(quoted(text))}"
        case .swap(let a, let b): return "{swap: [\(a), \(b)]}"
        case .reorder(let order):
            return "{reorder: [\(order.map(String.init).joined(separator: ", "))]}"
        }
    }
}
