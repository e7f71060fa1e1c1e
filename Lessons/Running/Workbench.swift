import Checkpoints
import Decoding
import Guide
import Tracing

/// The run of a place in a lesson, to be computed again with any changes: what the stage works on.
public struct Workbench: Sendable {
    private let laboratory: Laboratory
    private let situation: Situation

    init(_ laboratory: Laboratory, _ situation: Situation) {
        self.laboratory = laboratory
        self.situation = situation
    }

    /// Stands for a place in the file: nothing here was written there.
    private static let place = SourcePlace(line: 1, column: 1)

    private func situation(_ changes: [WhatIf]) -> Situation {
        var changed = situation
        changed.changes = changes
        return changed
    }

    /// The run with changes, and the lesson's tables behind it.
    ///
    /// - Throws: an error that says why a change cannot be made.
    public func trace(_ changes: [WhatIf]) throws -> Trace {
        try laboratory.reading(of: situation(changes), at: Self.place).trace
    }

    /// What the model writes with changes; nil where only tables are computed.
    ///
    /// - Throws: as `trace`.
    public func text(_ changes: [WhatIf]) throws -> String? {
        guard situation.sentence != nil else { return nil }
        return try laboratory.translation(in: situation(changes), at: Self.place).text
    }

    /// What the model reads; nil where only tables are computed.
    public var sentence: String? { situation.sentence }

    /// - Throws: `CheckpointError`.
    public func model() throws -> TranslationModel {
        try laboratory.experiment(of: situation)?.model ?? TranslationModel(named: situation.model)
    }

    /// The model and its sentence; nil where only tables are computed.
    ///
    /// - Throws: if the model cannot be read.
    public func experiment() throws -> Experiment? { try laboratory.experiment(of: situation) }
}

extension Workbench {
    /// The same place with another model or another sentence, the lesson's tables computed there
    /// too.
    public func with(model: String? = nil, sentence: String? = nil) -> Workbench {
        var other = situation
        other.model = model ?? other.model
        other.sentence = sentence ?? other.sentence
        return Workbench(laboratory, other)
    }
}

extension LessonRun {
    /// Where an exercise is done.
    public func workbench(for exercise: ShownExercise) -> Workbench {
        Workbench(laboratory, exercise.situation)
    }
}
