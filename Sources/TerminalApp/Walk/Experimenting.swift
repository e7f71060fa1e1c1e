import Decoding
import Drawing
import Guide
import Lessons
import Tracing

/// Which of two runs the stage shows.
enum Version: CaseIterable, Sendable {
    case after, before, difference

    var next: Version {
        let all = Version.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}

/// Another run to compare with: the same sentence in another model, or another sentence.
struct Rival: Sendable {
    /// `translation-unguided`, or the sentence.
    let name: String
    let subject: Subject
}

/// Two runs, and what they are called.
struct Contrast: Sendable {
    let before: Trace
    let after: Trace
    let beforeName: String
    let afterName: String
}

extension Walk {
    /// The two runs that can be compared; nil where there is only one.
    var contrast: Contrast? {
        if let rival {
            return Contrast(
                before: changed ?? subject.trace, after: rivalTrace(rival),
                beforeName: "this one", afterName: rival.name)
        }
        return changed.map {
            Contrast(
                before: subject.trace, after: $0, beforeName: "before the changes",
                afterName: "after the changes")
        }
    }

    /// Which of two runs is in sight, to be said as long as there are two; nil where there is one.
    var standing: String? {
        guard rival != nil || changed != nil else { return nil }
        return switch version {
        case .before: rival == nil ? "before the changes" : "this one"
        case .after: rival?.name.truncated(to: 30) ?? "after the changes"
        case .difference: "the difference"
        }
    }

    /// The rival's run with the same changes, or as it is where they cannot be made there.
    private func rivalTrace(_ rival: Rival) -> Trace {
        let changed =
            rival.subject.workbench.flatMap { try? $0.trace(changes.list) }
            ?? rival.subject.experiment.flatMap { try? $0.run(changes).trace }
            ?? (try? changes.replaying(rival.subject.trace).trace)
        return changed ?? rival.subject.trace
    }

    /// Runs the model with other changes. What is looked at stays, if the changed run still has it.
    ///
    /// - Throws: `SentenceError` or `WhatIfError`; the old changes then stay.
    mutating func change(_ edit: (inout Changes) -> Void) throws {
        var changes = self.changes
        edit(&changes)
        if changes.isEmpty {
            (changed, outcome) = (nil, nil)
        } else if let workbench = subject.workbench {
            (changed, outcome) = (try workbench.trace(changes.list), nil)
        } else if let experiment = subject.experiment {
            let outcome = try experiment.outcome(of: changes)
            (changed, self.outcome) = (outcome.run.trace, outcome)
        } else {
            guard let base = try base(of: changes) else { return }
            (changed, outcome) = (try changes.replaying(base).trace, nil)
        }
        self.changes = changes
        rival = nil
        show(.after)
        message =
            outcome.map(Walk.news) ?? textNews ?? guessNews
            ?? (changes.isEmpty ? "no changes: the model as it was trained" : "changed; d compares")
    }

    /// The computation that the changes are made to; nil where a long text must be read first: that
    /// goes on beside the loop and then makes the changes.
    ///
    /// - Throws: `SentenceError`.
    private mutating func base(of changes: Changes) throws -> Trace? {
        guard let sentence = changes.sentence else { return subject.trace }
        if let otherText, otherText.sentence == sentence { return otherText.trace }
        guard !subject.model.isLong(sentence) else {
            read(beside: sentence, for: .changes(changes))
            return nil
        }
        let text = try Subject(sentence, model: subject.model)
        otherText = text
        return text.trace
    }

    /// Takes the last change back.
    mutating func undo() {
        guard !changes.isEmpty else {
            message = "nothing was changed yet: e offers what to change"
            return
        }
        attempt { $0.remove(at: $0.list.count - 1) }
    }

    /// Compares with another model.
    ///
    /// - Throws: `CheckpointError`, `SentenceError`.
    mutating func compare(withModel name: String) throws {
        compare(
            with: Rival(
                name: name,
                subject: try besides(subject.workbench?.with(model: name))
                    ?? Subject(subject.sentence, model: services.load(name))))
    }

    /// Compares with another sentence; with a long text when it has been read.
    ///
    /// - Throws: `SentenceError`.
    mutating func compare(withSentence sentence: String) throws {
        if let beside = try besides(subject.workbench?.with(sentence: sentence)) {
            return compare(with: Rival(name: "“\(sentence)”", subject: beside))
        }
        if subject.model.isLong(sentence) { return read(beside: sentence, for: .rival) }
        compare(withText: try Subject(sentence, model: subject.model))
    }

    mutating func compare(withText text: Subject) {
        compare(with: Rival(name: "“\(text.sentence)”", subject: text))
    }

    /// The rival of a lesson's run; nil where its tables cannot be computed there, as those that
    /// name a word of the sentence, and the model's own run has to do.
    private func besides(_ workbench: Workbench?) -> Subject? {
        workbench.flatMap { try? Subject($0) }
    }

    private mutating func compare(with rival: Rival) {
        self.rival = rival
        show(.difference)
        message =
            "\(rival.name) says: \(rival.subject.answer)   (d shows one, the other, both)"
    }

    /// Shows the one run, the other, or the difference.
    mutating func showNextVersion() {
        guard let contrast else {
            message = "nothing to compare yet: e offers what to change"
            return
        }
        show(version.next)
        message =
            switch version {
            case .after: contrast.afterName
            case .before: contrast.beforeName
            case .difference: "\(contrast.beforeName), \(contrast.afterName), and the difference"
            }
    }

    /// Shows a version, and in it the cell that was looked at.
    private mutating func show(_ version: Version) {
        self.version = version
        let (path, index) = (event.path, gaze.cell.index)
        let isFirst = contrast == nil || version == .before
        show(isFirst ? contrast?.before ?? subject.trace : contrast?.after ?? subject.trace)
        revisit(path, index)
    }

    /// Looks at the same cell of another trace, or at the first step where there is no such event.
    private mutating func revisit(_ path: String, _ index: [Int]) {
        let found = trace.events.first { $0.path == path }
        look(at: found?.id ?? outline.steps[0])
        guard let found, found.axes.count == index.count,
            zip(found.axes, index).allSatisfy({ $1 < $0.size })
        else { return }
        gaze.look(at: Cell(event: found.id, index: index), of: trace)
    }

    /// What the model writes in a lesson with the changes.
    private var textNews: String? {
        guard let workbench = subject.workbench, !changes.isEmpty else { return nil }
        let text = try? workbench.text(changes.list)
        return text.flatMap { $0 }.map { "now it writes: \($0)" }
    }

    /// What a pretrained model guesses with the changes.
    private var guessNews: String? {
        guard subject.workbench == nil, let changed else { return nil }
        let (before, after) = (subject.answer(in: subject.trace), subject.answer(in: changed))
        guard !after.isEmpty else { return nil }
        return before == after
            ? "the guess stays: \(after)   (d compares)"
            : "now it guesses: \(after)   (before: \(before); d compares)"
    }

    private static func news(of outcome: Outcome) -> String {
        let (before, after) = (outcome.before.text, outcome.after.text)
        return outcome.isSentenceChanged
            ? "now it writes: \(after)   (before: \(before))" : "the translation stays: \(after)"
    }
}
