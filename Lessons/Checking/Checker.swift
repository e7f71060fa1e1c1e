import Checkpoints
import Tracing

/// Computes everything that a lesson claims: the values in its prose, its assertions, the right
/// answers of its questions and the solutions of its exercises.
public struct Checker {
    private let laboratory: Laboratory
    /// The names that prerequisites may have; nil where a lesson is checked alone.
    private let known: Set<String>?

    public init(_ laboratory: Laboratory, course: [Lesson]? = nil) {
        self.laboratory = laboratory
        known = course.map { Set($0.map(\.name)) }
    }

    /// What is wrong, in the order of the text; empty where words and numbers agree.
    public func problems(in lesson: Lesson) -> [LessonProblem] {
        var faults = header(of: lesson)
        if faults.isEmpty {
            do {
                for moment in try Unfolding(lesson, in: laboratory, isStrict: false).moments {
                    faults += moment.faults
                    let evaluator = Evaluator(laboratory: laboratory, context: moment.context)
                    faults += BlockChecker(evaluator).faults(in: moment.block)
                }
            } catch let fault as Fault {
                faults.append(fault)
            } catch {
                faults.append(Fault("\(error)", at: SourcePlace(line: 1, column: 1)))
            }
        }
        return faults.sorted { $0.place < $1.place }.map { $0.problem(in: lesson.file) }
    }

    private func header(of lesson: Lesson) -> [Fault] {
        func place(_ name: String) -> SourcePlace {
            lesson.headerPlaces[name] ?? SourcePlace(line: 1, column: 1)
        }
        var faults: [Fault] = []
        do {
            try laboratory.check(model: Located(lesson.header.model, at: place("model")))
            let start = Context(lesson.header).current
            _ = try laboratory.reading(of: start, at: place("sentence"))
        } catch let fault as Fault {
            faults.append(fault)
        } catch {
            faults.append(Fault("\(error)", at: place("title")))
        }
        if !(1...120 ~= lesson.header.minutes) {
            faults.append(Fault("expected 1 to 120 minutes", at: place("minutes")))
        }
        for name in lesson.header.prerequisites where known?.contains(name) == false {
            faults.append(
                Fault(
                    unknownName(name, kind: "lesson", known: known?.sorted() ?? []),
                    at: place("prerequisites")))
        }
        return faults
    }
}

/// Checks one block in its context.
private struct BlockChecker {
    private let evaluator: Evaluator
    private let found = Findings()

    /// Shared by all that check a part.
    private final class Findings {
        var faults: [Fault] = []
    }

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// - Note: to be asked once.
    func faults(in block: Lesson.Block) -> [Fault] {
        switch block {
        case .prose(let prose):
            if prose.kind == .preformatted {
                checkValues(in: prose.text)
            } else {
                check(prose.text)
            }
        case .pause: break
        case .directive(let directive, let place): check(directive, at: place)
        }
        return found.faults
    }

    private func attempt<T>(_ body: () throws -> T) -> T? {
        do {
            return try body()
        } catch let fault as Fault {
            found.faults.append(fault)
        } catch {
            found.faults.append(Fault("\(error)", at: SourcePlace(line: 1, column: 1)))
        }
        return nil
    }

    private func fail(_ message: String, at place: SourcePlace) {
        found.faults.append(Fault(message, at: place))
    }
}

// MARK: - Words

extension BlockChecker {
    /// Words with values in them, in which no number stands that is not computed.
    private func check(_ template: Template?, answer: Value? = nil) {
        guard let template else { return }
        checkValues(in: template, answer: answer)
        checkWrittenNumbers(in: template)
    }

    private func checkValues(in template: Template, answer: Value? = nil) {
        var evaluator = evaluator
        if let answer { evaluator.variables["answer"] = answer }
        for slot in template.slots {
            guard let text = attempt({ try evaluator.text(slot) }), let expected = slot.expected,
                text != expected
            else { continue }
            fail("the lesson says '\(expected)', the numbers say '\(text)'", at: slot.place)
        }
    }

    /// A number with decimals is a claim; what is not computed can be wrong.
    private func checkWrittenNumbers(in template: Template) {
        for case .text(let text) in template.parts {
            var isCode = false
            let characters = Array(text)
            for (index, character) in characters.enumerated() {
                if character == "`" { isCode.toggle() }
                guard !isCode, character == ".", index > 0, index + 1 < characters.count,
                    characters[index - 1].isNumber, characters[index + 1].isNumber
                else { continue }
                let digits = characters[..<index].reversed().prefix { $0.isNumber }.reversed()
                let rest = characters[(index + 1)...].prefix { $0.isNumber }
                fail(
                    "the number \(String(digits)).\(String(rest)) is not computed; write it as "
                        + "'{{ … | \(rest.count) decimal\(rest.count == 1 ? "" : "s") = \(String(digits)).\(String(rest)) }}', "
                        + "or in backticks if it is no claim", at: template.place)
            }
        }
    }

    private func check(_ claim: Located.Claim) {
        if attempt({ try evaluator.truth(claim) }) == false {
            let sides = evaluator.sides(of: claim).map { " (\($0))" } ?? ""
            fail("this is not so: \(claim.text.text)\(sides)", at: claim.text.place)
        }
    }
}

// MARK: - Directives

extension BlockChecker {
    private func check(_ directive: Directive, at place: SourcePlace) {
        switch directive {
        case .show(let showing):
            let selections = showing.selectors.compactMap { select($0) }
            check(showing.caption)
            for mark in showing.highlights { checkMark(mark, on: selections) }
        case .highlight(let marks):
            for mark in marks { checkMark(mark, on: []) }
        case .compare(let comparing):
            _ = select(comparing.first)
            if let second = comparing.second {
                _ = select(second)
            } else if evaluator.context.current.changes.isEmpty {
                fail(
                    "nothing is changed here; expected an edit before, or two selectors", at: place)
            }
            check(comparing.caption)
        case .animate(let frames):
            for frame in frames {
                _ = select(frame.selector)
                check(frame.text)
            }
        case .assert(let claims): for claim in claims { check(claim) }
        case .ask(let question): check(question, at: place)
        case .exercise(let exercise): check(exercise, at: place)
        case .note(let template): check(template)
        case .edit, .use, .run, .table: break
        }
    }

    private func select(_ name: Located) -> Selection? {
        attempt { try evaluator.view(of: name).selection }
    }

    private func checkMark(_ mark: Located, on selections: [Selection]) {
        _ = attempt { try evaluator.mark(mark, on: selections) }
    }

    private func check(_ question: Question, at place: SourcePlace) {
        check(question.text)
        for hint in question.hints { check(hint) }
        check(question.whenRight)
        var sample = Value.text("")
        switch question.kind {
        case .choose(let choices, let answer):
            let texts = choices.compactMap { choice in attempt { try evaluator.text(choice.text) } }
            for choice in choices { check(choice.because) }
            if let right = attempt({ try evaluator.text(answer) }),
                texts.count(where: { $0 == right }) != 1
            {
                fail(
                    "the answer '\(right)' is not one of the choices: "
                        + texts.joined(separator: ", "), at: answer.place)
            }
        case .point(let name, let target):
            _ = attempt { try evaluator.rightCell(of: target, on: name) }
        case .number(let expression, _, let text):
            sample = .number(0)
            if attempt({ try evaluator.number(expression, at: text.place) })?.isFinite == false {
                fail("the answer is no finite number: \(text.text)", at: text.place)
            }
        case .order(let items):
            for item in items { check(item.text) }
            if items.count < 2 { fail("expected two items or more", at: place) }
            let values = items.compactMap { item in
                item.value.flatMap { value in
                    attempt { try evaluator.number(value, at: item.text.place) }
                }
            }
            if let wrong = zip(values, values.dropFirst()).enumerated().first(where: {
                $1.0 <= $1.1
            }) {
                fail(
                    "the items are not in falling order: \(Float(wrong.element.0)) stands before "
                        + "\(Float(wrong.element.1))", at: items[wrong.offset].text.place)
            }
        }
        check(question.whenWrong, answer: sample)
    }

    private func check(_ exercise: Exercise, at place: SourcePlace) {
        check(exercise.text)
        for hint in exercise.hints { check(hint) }
        if let selector = exercise.selector { _ = select(selector) }
        for found in exercise.places { _ = select(found) }
        if exercise.check == nil { check(exercise.whenDone) }
        guard let claim = exercise.check,
            let start = attempt({ try evaluator.starting(exercise, at: place) }),
            let end = attempt({ try start.changing(by: exercise.solution, at: place) })
        else { return }
        // Before it begins, what the check speaks of need not exist.
        if (try? start.truth(claim)) == true {
            fail("the exercise is solved before it begins: \(claim.text.text)", at: place)
        }
        // Its last words may speak of what the solution made.
        if let whenDone = exercise.whenDone {
            found.faults += BlockChecker(end).faults(in: .directive(.note(whenDone), at: place))
        }
        if attempt({ try end.truth(claim) }) == false {
            fail("the solution does not solve the exercise: \(claim.text.text)", at: place)
        }
    }
}
