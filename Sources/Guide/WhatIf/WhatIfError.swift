import Tracing

/// Why a change cannot be made.
public enum WhatIfError: Error, Equatable, CustomStringConvertible {
    case noEvent(String)
    case noCell(String)
    /// Token ids are no amounts.
    case isTokens(String)
    case isNoMask(String)
    case isNoNumber
    case noHead(Int, attention: String, heads: Int)
    case badTemperature(Float)
    case noPosition(Int, positions: Int)
    case badOrder(positions: Int)

    public var description: String {
        switch self {
        case .noEvent(let path): "this run has no event \(path)"
        case .noCell(let name): "this run has no cell \(name)"
        case .isTokens(let path):
            "\(path) holds the numbers of words: edit the sentence, or swap two words"
        case .isNoMask(let path): "\(path) is no mask: only a mask hides a key from a query"
        case .isNoNumber: "nan is not a number"
        case .noHead(let head, let attention, let heads):
            "\(attention) has the heads 0 to \(heads - 1), not \(head)"
        case .badTemperature(let temperature):
            "a temperature is a number above 0, not \(temperature)"
        case .noPosition(let position, let positions):
            "the sentence has the positions 0 to \(positions - 1), not \(position)"
        case .badOrder(let positions):
            "an order names each of the positions 0 to \(positions - 1) once"
        }
    }
}

extension WhatIf {
    /// Checks that a trace has what the change acts on.
    ///
    /// - Throws: `WhatIfError`.
    func check(in trace: Trace) throws {
        switch self {
        case .set(let cells, let number), .scale(let cells, let number):
            try check(cells, in: trace)
            guard !number.isNaN else { throw WhatIfError.isNoNumber }
        case .sight(let cells, _):
            try check(cells, in: trace)
            guard try event(cells.path, in: trace).op is Mask else {
                throw WhatIfError.isNoMask(cells.path)
            }
        case .futureHidden(let attention): _ = try event(attention + ".mask", in: trace)
        case .headOff(let attention, let head):
            let heads = try event(attention + ".head_output", in: trace).shape[0]
            guard 0..<heads ~= head else {
                throw WhatIfError.noHead(head, attention: attention, heads: heads)
            }
        case .residualOff(let part?), .normOff(let part?), .partOff(let part):
            _ = try event(part + ".residual", in: trace)
        case .attentionTemperature(let temperature), .outputTemperature(let temperature):
            // So that its reciprocal is finite too.
            guard temperature.isNormal, temperature > 0 else {
                throw WhatIfError.badTemperature(temperature)
            }
        case .residualOff(nil), .normOff(nil), .positionsOff, .attentionScalingOff,
            .embeddingScalingOff, .causalMaskOff, .normsBefore, .sentence, .swap, .reorder:
            break
        }
    }

    private func event(_ path: String, in trace: Trace) throws -> Event {
        guard let event = trace.events.first(where: { $0.path == path }) else {
            throw WhatIfError.noEvent(path)
        }
        return event
    }

    private func check(_ cells: Cells, in trace: Trace) throws {
        let event = try event(cells.path, in: trace)
        guard !(event.op is TokenIDs), !(event.op is ShiftRight) else {
            throw WhatIfError.isTokens(cells.path)
        }
        let isInside =
            cells.cells.count == event.shape.count
            && zip(cells.cells, event.shape).allSatisfy { cell, size in
                cell.map { 0..<size ~= $0 } ?? true
            }
        guard isInside else { throw WhatIfError.noCell(cells.name) }
    }
}
