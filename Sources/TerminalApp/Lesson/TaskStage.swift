import Drawing
import Guide
import Lessons
import Tracing

/// The walkthrough in which an exercise is done.
struct TaskStage: Sendable {
    var walk: Walk
    let exercise: ShownExercise
}

extension LessonPlayer {
    /// Opens the stage where the learner left it, or where the exercise begins.
    mutating func openStage() {
        guard case .exercise(let exercise)? = task else { return }
        do {
            var walk = Walk(
                try Subject(run.workbench(for: exercise)), theme: services.theme,
                services: services.stage)
            let changes = try run.keptChanges() ?? exercise.situation.changes
            if !changes.isEmpty { try walk.change { $0 = Changes(changes) } }
            walk.begin(at: exercise.start?.selection, isSearch: exercise.isSearch)
            stage = TaskStage(walk: walk, exercise: exercise)
            message = "C checks what you did, i gives a hint, Esc goes back to the lesson"
        } catch {
            message = String(describing: error)
        }
    }

    mutating func pressInStage(_ key: Key) {
        guard let walk = stage?.walk else { return }
        if walk.prompt == nil, walk.decoding == nil, let command = LessonKeys.command(for: key) {
            switch command {
            case .check: return check()
            case .hint: return openHint()
            case .reveal: return reveal()
            case .leave where walk.panel == nil && walk.depth <= .steps:
                stage = nil
                scroll = .max / 2
                return
            default: break
            }
        }
        stage?.walk.update(.input(.key(key)))
        takeUp(before: walk)
    }

    mutating func handleInStage(_ mouse: Mouse) {
        guard let walk = stage?.walk else { return }
        let top = TaskBar(of: self, width: place.width).height(in: place)
        guard mouse.row >= top else { return }
        stage?.walk.update(
            .input(.mouse(Mouse(mouse.action, column: mouse.column, row: mouse.row - top))))
        takeUp(before: walk)
    }

    /// Keeps what the learner changed; what was said before does not hold any more.
    private mutating func takeUp(before: Walk) {
        guard let walk = stage?.walk else { return }
        isFinished = walk.isFinished
        if walk.changes != before.changes {
            let changes = walk.changes.list
            _ = change { $0.keep(changes) }
        }
        if walk.changes != before.changes || walk.gaze.cell != before.gaze.cell { checked = nil }
    }

    private mutating func check() {
        guard let walk = stage?.walk else { return }
        guard !run.task.isSettled else {
            message = "it is done: Esc goes back to the lesson"
            return
        }
        let changes = walk.changes.list
        guard let verdict = change({ try $0.check(changes: changes, gaze: walk.gaze.cell) }) else {
            return
        }
        checked = verdict
    }

    /// The stage has what the task leaves of the window.
    mutating func fitStage() {
        guard stage != nil else { return }
        let height = place.height - TaskBar(of: self, width: place.width).height(in: place)
        guard stage?.walk.place.height != height || stage?.walk.place.width != place.width else {
            return
        }
        stage?.walk.fit(place)
        stage?.walk.update(.input(.resized(columns: place.width, rows: height)))
    }
}

extension Walk {
    /// Looks at the place where something is to be done; where something is to be found, at the first
    /// cell, so that nobody begins on the answer.
    fileprivate mutating func begin(at selection: Selection?, isSearch: Bool) {
        depth = .steps
        message = nil
        guard let selection,
            let event = trace.events.first(where: { $0.path == selection.event.path })
        else { return }
        look(at: event.id)
        let index = zip(selection.cells, gaze.cell.index).map { $0 ?? (isSearch ? 0 : $1) }
        guard zip(index, event.axes).allSatisfy({ $0 < $1.size }) else { return }
        gaze.look(at: Cell(event: event.id, index: index), of: trace)
    }
}
