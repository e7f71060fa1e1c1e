import Guide
import Tracing

/// Which run the stage shows, once something was changed.
enum Version: CaseIterable, Sendable {
    case after, before, difference

    var next: Version {
        let all = Version.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}

extension Walk {
    /// Runs the model with other changes. What is looked at stays, if the changed run still has it.
    ///
    /// - Throws: `SentenceError` or `WhatIfError`; the old changes then stay.
    mutating func change(_ edit: (inout Changes) -> Void) throws {
        var changes = self.changes
        edit(&changes)
        let outcome = changes.isEmpty ? nil : try subject.experiment.outcome(of: changes)
        let (path, index) = (event.path, gaze.cell.index)
        self.changes = changes
        self.outcome = outcome
        version = .after
        show(outcome?.run.trace ?? subject.trace)
        revisit(path, index)
        message = outcome.map(Walk.news) ?? "no changes: the model as it was trained"
    }

    /// Takes the last change back.
    mutating func undo() {
        guard !changes.isEmpty else {
            message = "nothing was changed yet: e offers what to change"
            return
        }
        attempt { $0.remove(at: $0.list.count - 1) }
    }

    /// Shows the run before, the run after, or the difference.
    mutating func showNextVersion() {
        guard let outcome else {
            message = "nothing was changed yet: e offers what to change"
            return
        }
        version = version.next
        let (path, index) = (event.path, gaze.cell.index)
        show(version == .before ? outcome.run.original : outcome.run.trace)
        revisit(path, index)
        message =
            switch version {
            case .after: "after the changes"
            case .before: "before the changes"
            case .difference: "after minus before"
            }
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

    private static func news(of outcome: Outcome) -> String {
        let (before, after) = (outcome.before.text, outcome.after.text)
        return outcome.isSentenceChanged
            ? "now it writes: \(after)   (before: \(before))" : "the translation stays: \(after)"
    }
}
