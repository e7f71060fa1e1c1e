import Checkpoints
import Decoding
import Foundation
import Guide
import Tokenizers
import Tracing
import Training

/// Computes what lessons speak of, and remembers what was computed last.
public final class Laboratory: @unchecked Sendable {
    private let lock = NSRecursiveLock()
    private var models: [String: TranslationModel] = [:]
    private var experiments: [Subject: Experiment] = [:]
    private var readings: [Situation: Reading] = [:]
    private var translations: [Situation: Translation] = [:]
    private var generations: [Writing: Generation] = [:]
    private var histories: [String: History] = [:]
    let given: GivenModels

    private struct Writing: Hashable {
        let situation: Situation
        let strategy: String
    }

    private struct Subject: Hashable {
        let model: String
        let sentence: String
    }

    /// A lesson moves between few situations; a trace of a sentence takes some megabytes.
    private static let mostReadings = 24

    /// - Parameter models: what lessons that take models compute with.
    public init(models: GivenModels = GivenModels()) { given = models }

    /// What a situation gives.
    ///
    /// - Throws: `Fault` where a table cannot be computed or a change cannot be made.
    func reading(of situation: Situation, at place: SourcePlace) throws -> Reading {
        try lock.withLock {
            if let known = readings[situation] { return known }
            let reading = try Fault.at(place) { try compute(situation) }
            if readings.count >= Self.mostReadings { readings = [:] }
            readings[situation] = reading
            return reading
        }
    }

    /// What the model writes in a situation, after a search of its own.
    ///
    /// - Throws: `Fault`.
    func translation(in situation: Situation, at place: SourcePlace) throws -> Translation {
        try lock.withLock {
            if let known = translations[situation] { return known }
            let reading = try reading(of: situation, at: place)
            let experiment = try Fault.at(place) { try self.experiment(of: situation) }
            let translation: Translation
            if let experiment, let run = reading.run {
                translation = experiment.translate(with: run)
            } else if let step = reading.step, let sentence = situation.sentence {
                translation = try Fault.at(place) { try step.modelAfter.translate(sentence) }
            } else {
                throw Fault("this lesson has no sentence, so nothing is translated", at: place)
            }
            if translations.count >= Self.mostReadings { translations = [:] }
            translations[situation] = translation
            return translation
        }
    }

    /// What a strategy finds in a situation.
    ///
    /// - Throws: `Fault`.
    func generation(
        _ strategy: Strategy, in situation: Situation, at place: SourcePlace
    ) throws -> Generation {
        try lock.withLock {
            let writing = Writing(situation: situation, strategy: String(describing: strategy))
            if let known = generations[writing] { return known }
            guard let run = try reading(of: situation, at: place).run,
                let experiment = try Fault.at(place, { try self.experiment(of: situation) })
            else { throw Fault("nothing is written here: there is no sentence", at: place) }
            let generation = experiment.translate(with: run, strategy: strategy).generation
            if generations.count >= Self.mostReadings { generations = [:] }
            generations[writing] = generation
            return generation
        }
    }

    /// How a candidate reads.
    ///
    /// - Throws: `Fault`.
    func text(
        of candidate: Candidate, in situation: Situation, at place: SourcePlace
    ) throws -> String {
        guard let experiment = try Fault.at(place, { try self.experiment(of: situation) }) else {
            throw Fault("nothing is written here: there is no sentence", at: place)
        }
        let words = experiment.model.targetVocabulary.tokens
        return Detokenizer.sentence(candidate.ids.map { words[$0] })
    }

    /// How a bundled model was trained.
    ///
    /// - Throws: `Fault`.
    func history(of model: String, at place: SourcePlace) throws -> History {
        try lock.withLock {
            if let known = histories[model] { return known }
            let history = try Fault.at(place) { try History(named: model) }
            histories[model] = history
            return history
        }
    }

    /// Only the bundled models: a lesson from outside reads no folder of its own choice.
    ///
    /// - Throws: `Fault`.
    func check(model name: Located) throws {
        guard BundledModels.names.contains(name.text) else {
            throw Fault(
                unknownName(name.text, kind: "bundled model", known: BundledModels.names),
                at: name.place)
        }
    }

    /// The model and the sentence of a situation; nil where only tables are computed.
    ///
    /// - Throws: `CheckpointError`, `SentenceError`.
    func experiment(of situation: Situation) throws -> Experiment? {
        try lock.withLock {
            try situation.sentence.map {
                try experiment(Subject(model: situation.model, sentence: $0))
            }
        }
    }

    private func compute(_ situation: Situation) throws -> Reading {
        guard let sentence = situation.sentence else {
            let trace = try unchangedTables(of: situation)
            return Reading(trace: trace.replaying(situation.changes.tableEdits).trace, run: nil)
        }
        let experiment = try experiment(Subject(model: situation.model, sentence: sentence))
        if let target = situation.target {
            let step = try WalkedStep(on: sentence, target: target, model: experiment.model)
            return Reading(trace: step.trace, run: nil, step: step)
        }
        let tables = Set(situation.tables.map(\.name.text))
        let (onTables, onModel) = situation.changes.divided { change in
            change.path.map { path in tables.contains { path == $0 || path.hasPrefix($0 + ".") } }
                ?? false
        }
        let run = try experiment.run(Changes(onModel))
        let trace = try run.trace.adding(situation.tables, models: models(for: situation))
        return Reading(
            trace: onTables.isEmpty ? trace : trace.replaying(onTables.tableEdits).trace, run: run)
    }

    /// The tables of a lesson without a sentence, each behind those that were computed before.
    private func unchangedTables(of situation: Situation) throws -> Trace {
        guard let last = situation.tables.last else { return Trace() }
        var before = situation.unchanged
        before.tables.removeLast()
        return try reading(of: before, at: last.name.place).trace.adding(
            [last], models: models(for: situation))
    }

    func models(for situation: Situation) -> GivenModels {
        given.limited(to: situation.kinds)
    }

    private func experiment(_ subject: Subject) throws -> Experiment {
        if let known = experiments[subject] { return known }
        let model = try models[subject.model] ?? TranslationModel(named: subject.model)
        models[subject.model] = model
        let experiment = try Experiment(model, sentence: subject.sentence)
        if experiments.count >= Self.mostReadings { experiments = [:] }
        experiments[subject] = experiment
        return experiment
    }
}

/// What was computed in one situation.
struct Reading: Sendable {
    /// The run with its changes, and the lesson's tables behind it.
    let trace: Trace
    /// Nil where only tables are computed, or a step of training is made.
    let run: ChangedRun?
    /// The step of training, where one is made.
    var step: WalkedStep?
}

extension WhatIf {
    /// The event whose cells are changed; nil for a change of another kind.
    fileprivate var path: String? {
        switch self {
        case .set(let cells, _), .scale(let cells, _), .sight(let cells, _): cells.path
        default: nil
        }
    }
}

extension [WhatIf] {
    fileprivate var tableEdits: [Edit] {
        compactMap { change in
            switch change {
            case .set(let cells, let number): Edit(cells.path, cells: cells.cells, .set(number))
            case .scale(let cells, let factor): Edit(cells.path, cells: cells.cells, .scale(factor))
            case .sight(let cells, let isOpen):
                Edit(cells.path, cells: cells.cells, .set(isOpen ? 0 : -.infinity))
            default: nil
            }
        }
    }

    /// Those that fulfil a condition, and the others.
    fileprivate func divided(by condition: (WhatIf) -> Bool) -> ([WhatIf], [WhatIf]) {
        (filter(condition), filter { !condition($0) })
    }
}

extension Fault {
    /// Gives the errors of other modules a place.
    static func at<T>(_ place: SourcePlace, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let fault as Fault {
            throw fault
        } catch let error as any Error & CustomStringConvertible {
            throw Fault(error.description, at: place)
        }
    }

    /// Gives a selector's error the place of the selector in the file.
    static func naming<T>(_ name: Located, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as SelectorError {
            let offset: Int
            switch error {
            case .syntax(let column, _, _), .twice(_, let column): offset = column
            default: offset = 0
            }
            throw Fault(error.description, at: name.place(at: offset))
        }
    }
}

extension Located {
    /// The one event that the text selects, and what of it.
    ///
    /// - Throws: `Fault`.
    func selection(in trace: Trace) throws -> Selection {
        try Fault.naming(self) {
            let found = try Selector(text).resolve(in: trace.events)
            guard found.count == 1 else { throw SelectorError.several(found.map(\.event.path)) }
            return found[0]
        }
    }

    /// The cell that the text selects.
    ///
    /// - Throws: `Fault`.
    func cell(in trace: Trace) throws -> Cell {
        try Fault.naming(self) { try Selector(text).resolveCell(in: trace.events) }
    }
}
