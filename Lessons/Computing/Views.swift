import Guide
import Tracing

/// A part of a run that is looked at.
public struct PartView: Sendable {
    /// The run that the lesson named before a colon; nil for the current one.
    public let run: String?
    /// The run with its changes and the lesson's tables.
    public let trace: Trace
    public let selection: Selection
    public let situation: Situation
}

/// Something on a picture that is set apart.
public enum Mark: Sendable {
    /// A word on every axis that has it.
    case word(String)
    /// Cells of one event.
    case cells(Selection)
}

extension Evaluator {
    /// What a selector names, of the run before its colon.
    ///
    /// - Throws: `Fault`.
    func view(of name: Located) throws -> PartView {
        let (run, selector) = name.dividedAtRun
        guard let situation = context.situation(ofRun: run) else {
            throw Fault(
                unknownName(run ?? "", kind: "run", known: context.runNames), at: name.place)
        }
        let trace = try laboratory.reading(of: situation, at: name.place).trace
        return PartView(
            run: run, trace: trace, selection: try selector.selection(in: trace),
            situation: situation)
    }

    /// A word of what is shown, or cells.
    ///
    /// - Throws: `Fault`.
    func mark(_ name: Located, on selections: [Selection]) throws -> Mark {
        let labels = selections.flatMap(\.event.axes).flatMap { $0.labels ?? [] }
        if labels.contains(name.text) { return .word(name.text) }
        return .cells(try view(of: name).selection)
    }

    /// The cell that a learner should point at, as an index of the event.
    ///
    /// - Throws: `Fault`, also where two cells are equally right.
    func rightCell(of target: Question.Target, on name: Located) throws -> (PartView, [Int]) {
        let view = try view(of: name)
        let value = view.trace.value(of: view.selection.event.id)
        switch target {
        case .cell(let cellName):
            let cell = try self.view(of: cellName).selection
            let index = cell.cells.compactMap { $0 }
            guard cell.event.id == view.selection.event.id, index.count == cell.cells.count,
                view.selection.covers(index)
            else { throw Fault("expected a cell of \(name.text)", at: cellName.place) }
            return (view, index)
        case .largest, .smallest:
            var best: (index: [Int], value: Float)?
            var isAlone = true
            forEachCell(of: value.shape) { _, index in
                guard view.selection.covers(index) else { return }
                let number = value[index]
                guard let known = best?.value else { return best = (index, number) }
                if number == known {
                    isAlone = false
                } else if target == .largest ? number > known : number < known {
                    best = (index, number)
                    isAlone = true
                }
            }
            guard let best, isAlone else {
                throw Fault("expected one cell that is right; several are equal", at: name.place)
            }
            return (view, best.index)
        }
    }

    /// Where an exercise begins.
    ///
    /// - Throws: `Fault`.
    func starting(_ exercise: Exercise, at place: SourcePlace) throws -> Evaluator {
        try changing(by: exercise.changes, at: place)
    }

    /// The same after more changes.
    ///
    /// - Throws: `Fault`.
    func changing(by requests: [ChangeRequest], at place: SourcePlace) throws -> Evaluator {
        with(try context.changes(requests, to: context.current, at: place, in: laboratory))
    }

    /// The same with other changes.
    func with(_ changes: [WhatIf]) -> Evaluator {
        Evaluator(
            laboratory: laboratory, context: context.with(changes), variables: variables)
    }
}

extension Selection {
    /// Whether a cell of the event is a part of it.
    func covers(_ index: [Int]) -> Bool {
        zip(cells, index).allSatisfy { $0 == nil || $0 == $1 }
    }
}

extension Located {
    /// `wide:probabilities[position=0]`: the run's name and the selector.
    var dividedAtRun: (run: String?, selector: Located) {
        let characters = Array(text)
        guard let colon = characters.firstIndex(of: ":"),
            !characters[..<colon].contains(where: { "[.*".contains($0) })
        else { return (nil, self) }
        return (String(characters[..<colon]), part(colon + 1..<characters.count))
    }
}
