import Tensors
import Tracing

/// What a learner answers.
public enum Answer: Sendable, Hashable, Codable {
    /// One of the choices, from 0.
    case choice(Int)
    /// A cell of the event that the question points at: one index an axis.
    case cell([Int])
    case number(Double)
    /// The items as they are asked, in the learner's order: `[2, 0, 1]` puts the third first.
    case order([Int])
}

/// What is said to an answer.
public struct Verdict: Sendable, Hashable {
    public let isRight: Bool
    /// Why, with the numbers of the run.
    public let text: String
}

extension Question {
    /// The order in which items are asked: which item stands at each place. The same every time,
    /// and never the right one.
    var shuffle: [Int] {
        guard case .order(let items) = kind else { return [] }
        var seed: UInt64 = 14_695_981_039_346_656_037
        for item in items {
            seed = (seed ^ UInt64(item.text.place.line)) &* 1_099_511_628_211
        }
        var generator = SeededGenerator(seed: seed)
        let order = items.indices.shuffled(using: &generator)
        return order == Array(items.indices) ? order.reversed() : order
    }
}

extension Evaluator {
    /// Judges an answer.
    ///
    /// - Throws: `Fault`.
    func verdict(on answer: Answer, to question: Question) throws -> Verdict {
        switch (question.kind, answer) {
        case (.choose(let choices, let right), .choice(let index)) where choices.indices ~= index:
            let chosen = try text(choices[index].text)
            let because = try choices[index].because.map(text)
            return try verdict(
                chosen == (try text(right)), question, said: because, answer: .text(chosen))
        case (.point(let name, let target), .cell(let cell)):
            return try verdict(on: cell, of: name, target, question)
        case (.number(let expression, let tolerance, let source), .number(let number)):
            let right = try self.number(expression, at: source.place)
            let isRight = abs(number - right) <= tolerance + 1e-6 * max(abs(right), 1)
            let said =
                isRight
                ? "It is \(ValueFormat(tolerance: tolerance).text(ofNumber: right))."
                : number > right ? "That is too much." : "That is too little."
            return try verdict(isRight, question, said: said, answer: .number(number))
        case (.order(let items), .order(let order)) where order.sorted() == Array(items.indices):
            let given = order.map { question.shuffle[$0] }
            let placed = zip(given, items.indices).count { $0 == $1 }
            let said =
                placed == items.count
                ? nil : "\(placed) of \(items.count) stand in their right place."
            return try verdict(placed == items.count, question, said: said, answer: .text(""))
        default: return Verdict(isRight: false, text: "That is no answer to this question.")
        }
    }

    private func verdict(
        on cell: [Int], of name: Located, _ target: Question.Target, _ question: Question
    ) throws -> Verdict {
        let (part, right) = try rightCell(of: target, on: name)
        guard cell.count == right.count, part.selection.covers(cell),
            zip(cell, part.selection.event.shape).allSatisfy({ 0..<$1 ~= $0 })
        else { return Verdict(isRight: false, text: "That is outside of the picture.") }
        let value = part.trace.value(of: part.selection.event.id)
        let number = ValueFormat.short.text(ofNumber: Double(value[cell]))
        let place = part.name(of: cell)
        let isRight = cell == right
        let said: String
        switch target {
        case .largest where !isRight: said = "\(place) has \(number); another place has more."
        case .smallest where !isRight: said = "\(place) has \(number); another place has less."
        default: said = "\(place) has \(number)."
        }
        return try verdict(isRight, question, said: said, answer: .text(place))
    }

    private func verdict(
        _ isRight: Bool, _ question: Question, said: String?, answer: Value
    ) throws -> Verdict {
        var evaluator = self
        evaluator.variables["answer"] = answer
        let own = try (isRight ? question.whenRight : question.whenWrong).map(evaluator.text)
        return Verdict(
            isRight: isRight, text: [said, own].compactMap { $0 }.joined(separator: " "))
    }
}
