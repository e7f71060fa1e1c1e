import Checkpoints
import Decoding
import Tokenizers
import Tracing

/// A sentence and a model on which changes are tried.
public struct Experiment: Sendable {
    public let model: TranslationModel
    /// What the model writes without changes.
    public let original: Translation

    /// - Throws: `SentenceError`.
    public init(_ model: TranslationModel, sentence: String) throws {
        self.init(model, original: try model.translate(sentence))
    }

    public init(_ model: TranslationModel, original: Translation) {
        self.model = model
        self.original = original
    }

    /// Runs the model with changes: a replay where only values change, another run where the
    /// sentence or the order of the computation does.
    ///
    /// The decoder's target stays the original translation, so that the events stand side by side
    /// with the original ones and the probability of each of its words can be compared.
    ///
    /// - Throws: `SentenceError` or `WhatIfError` for a change that cannot be made.
    public func run(_ changes: Changes) throws -> ChangedRun {
        let tokens = try changes.tokens(from: original.source, model: model)
        let isReplay = tokens == original.source && changes.norms == .after
        let base =
            isReplay
            ? original.trace
            : model.run(tokens, target: original.trace.target, norms: changes.norms)
        let edits = try changes.edits(in: base)
        let replay = base.replaying(edits)
        return ChangedRun(
            changes: changes, source: tokens, edits: edits, original: original.trace,
            trace: replay.trace,
            recomputed: isReplay
                ? replay.recomputed
                : base.events.filter { !($0.op is Parameter) }.map(\.id))
    }

    /// What the model writes with the changes: a new search, word by word.
    public func translate(with run: ChangedRun, strategy: Strategy = .greedy) -> Translation {
        run.changes.isEmpty && strategy == .greedy
            ? original
            : model.translate(
                run.source, strategy: strategy, norms: run.changes.norms, edits: run.edits)
    }

    /// The run with the changes and the sentence that the model writes with them.
    ///
    /// - Throws: as `run`.
    public func outcome(of changes: Changes) throws -> Outcome {
        let run = try run(changes)
        return Outcome(run: run, before: original, after: translate(with: run))
    }
}

extension Trace {
    /// The decoder's target with its labels.
    var target: TokenSequence {
        guard let ids = self["target.ids"] else { preconditionFailure("a translation's trace") }
        let numbers = ids.value.elements.map { Int($0) }
        return TokenSequence(
            ids: numbers, labels: ids.axes[0].labels ?? numbers.map(String.init))
    }
}
