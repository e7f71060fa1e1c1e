import Lessons

/// An answer that is being made, and where the cursor stands in it.
enum Reply: Sendable, Equatable {
    case none
    /// The choice that the cursor is on.
    case choice(Int, of: Int)
    /// A place of the picture: an index for each open axis, and how long these are.
    case cell([Int], sizes: [Int])
    /// What was typed.
    case number(String)
    /// The items in the learner's order, and the place of the cursor, which may hold an item.
    case order([Int], cursor: Int, isHeld: Bool)

    /// An answer to begin with; the last one where there was one.
    init(to moment: LessonMoment, after task: TaskState) {
        guard case .question(let question)? = moment.task else {
            self = .none
            return
        }
        switch (question.kind, task.answers.last) {
        case (.choose(let choices), .choice(let index)?): self = .choice(index, of: choices.count)
        case (.choose(let choices), _): self = .choice(0, of: choices.count)
        case (.point(let part, _), let answer):
            var place = part.selection.axes.map { _ in 0 }
            if case .cell(let index)? = answer {
                place = zip(part.selection.cells, index).compactMap { $0 == nil ? $1 : nil }
            }
            self = .cell(place, sizes: part.selection.axes.map(\.size))
        case (.number, .number(let number)?): self = .number(Self.text(of: number))
        case (.number, _): self = .number("")
        case (.order, .order(let order)?): self = .order(order, cursor: 0, isHeld: false)
        case (.order(let items), _):
            self = .order(Array(items.indices), cursor: 0, isHeld: false)
        }
    }

    private static func text(of number: Double) -> String {
        Int(exactly: number).map(String.init) ?? String(number)
    }

    /// Whether up and down change it.
    var isMovedUpAndDown: Bool {
        switch self {
        case .choice, .order: true
        case .cell(_, let sizes): sizes.count > 1
        case .none, .number: false
        }
    }

    /// Moves the cursor, and the item that it holds.
    mutating func move(down offset: Int) {
        switch self {
        case .choice(let index, let count):
            self = .choice(min(max(index + offset, 0), count - 1), of: count)
        case .cell(let place, let sizes) where sizes.count > 1:
            self = .cell(
                place.moved(axis: place.count - 2, by: offset, in: sizes), sizes: sizes)
        case .order(var order, let cursor, let isHeld):
            let target = min(max(cursor + offset, 0), order.count - 1)
            if isHeld { order.swapAt(cursor, target) }
            self = .order(order, cursor: target, isHeld: isHeld)
        case .none, .cell, .number: break
        }
    }

    mutating func move(right offset: Int) {
        guard case .cell(let place, let sizes) = self, !place.isEmpty else { return }
        self = .cell(place.moved(axis: place.count - 1, by: offset, in: sizes), sizes: sizes)
    }

    /// Takes the item at the cursor, or puts it down.
    mutating func takeOrPut() {
        guard case .order(let order, let cursor, let isHeld) = self else { return }
        self = .order(order, cursor: cursor, isHeld: !isHeld)
    }

    /// Takes a key that writes a number; false for any other.
    mutating func type(_ key: Key) -> Bool {
        guard case .number(let text) = self else { return false }
        switch key {
        case .character(let character) where "0123456789.,-".contains(character):
            guard text.count < 40 else { return true }
            self = .number(text + String(character == "," ? "." : character))
        case .backspace where !text.isEmpty, .delete where !text.isEmpty:
            self = .number(String(text.dropLast()))
        default: return false
        }
        return true
    }

    /// The answer to a question.
    ///
    /// - Throws: `ReplyError` where it is not one yet.
    func answer(to question: ShownQuestion) throws -> Answer? {
        switch self {
        case .none: return nil
        case .choice(let index, _): return .choice(index)
        case .cell(let place, _):
            guard case .point(let part, _) = question.kind else { return nil }
            var open = place[...]
            return .cell(part.selection.cells.map { $0 ?? open.removeFirst() })
        case .number(let text):
            guard let number = Double(text), number.isFinite else { throw ReplyError.noNumber }
            return .number(number)
        case .order(let order, _, _): return .order(order)
        }
    }
}

enum ReplyError: Error, CustomStringConvertible {
    case noNumber

    var description: String { "type a number first, such as 3 or -0.25, then Enter" }
}

extension [Int] {
    fileprivate func moved(axis: Int, by offset: Int, in sizes: [Int]) -> [Int] {
        var place = self
        place[axis] = Swift.min(Swift.max(place[axis] + offset, 0), sizes[axis] - 1)
        return place
    }
}
