import Drawing
import Foundation
import Guide
import Lessons
import Tracing

/// The state of a lesson on the screen: what is shown, the answer that is being made, and the stage
/// of an exercise while it is open.
public struct LessonPlayer: Sendable {
    private(set) var run: LessonRun
    /// What stands at this stop, computed once for all pictures of it.
    private(set) var moment: LessonMoment
    /// The answer that is being made.
    var reply = Reply.none
    /// How many lines of the words lie above the window.
    var scroll = 0
    /// Which of several pictures is shown where not all have room.
    var picture = 0
    /// One line of news, until the next key.
    var message: String?
    /// The walkthrough in which an exercise is done, while it is open.
    var stage: TaskStage?
    /// What was said to the last check of an exercise, until the next step.
    var checked: Verdict?
    var isHelpOpen = false
    /// Whether one more press begins the test.
    var isTestOffered = false
    /// Whether the last page has been left: the lesson's end is shown.
    var isAtEnd = false
    public internal(set) var isFinished = false
    var place = Place(width: 80, height: 24, depth: .none)
    /// Where everything stands, computed once for each thing that happens; nil before the first and
    /// while the stage is open.
    var layout: LessonLayout?
    /// Whether the line of the cursor shall be in sight.
    var followsCursor = false

    let services: LessonServices

    /// - Parameters:
    ///   - run: where the learner is.
    ///   - notice: what to tell first, as of progress that could not be read.
    /// - Throws: `LessonProblems`.
    public init(_ run: LessonRun, notice: String? = nil, services: LessonServices) throws {
        self.run = run
        self.services = services
        moment = try run.moment()
        reply = Reply(to: moment, after: run.task)
        let isResumed = run.position > 0 && run.result == nil
        message =
            notice
            ?? (isResumed
                ? "Welcome back: this is where you were. b goes back, ? lists the keys."
                : run.origins?.note == nil
                    ? "Welcome. Enter goes on, b goes back, ? lists the keys."
                    : "Random weights here: --model FOLDER brings a trained model. Enter goes on.")
    }

    /// Where the learner is.
    public var record: LessonRecord { run.record }

    /// The question at this stop, or the exercise.
    var task: ShownBlock? { moment.task }

    /// Where everything stands in a window.
    func layout(in place: Place) -> LessonLayout {
        if let layout, place == self.place { return layout }
        return LessonLayout(of: self, in: place)
    }

    /// A step of the learner, kept at once; nil where it cannot be computed.
    mutating func change<T>(_ step: (inout LessonRun) throws -> T) -> T? {
        do {
            let result = try step(&run)
            keep()
            return result
        } catch {
            message = String(describing: error)
            return nil
        }
    }

    private mutating func keep() {
        do {
            try services.keep(run.record)
        } catch {
            message = String(describing: error)
        }
    }

    /// Shows a stop to a class.
    mutating func show(stop: Int) {
        run.jump(toStop: stop)
        showStop()
    }

    /// Shows the stop at which the run stands now.
    mutating func showStop() {
        do {
            moment = try run.moment()
        } catch {
            message = String(describing: error)
        }
        reply = Reply(to: moment, after: run.task)
        (scroll, picture, checked) = (0, 0, nil)
    }

    /// Computes again what is said at this stop.
    mutating func refresh() {
        do {
            moment = try run.moment()
        } catch {
            message = String(describing: error)
        }
    }
}

/// What a lesson needs from outside.
public struct LessonServices: Sendable {
    public let theme: Theme
    /// Keeps where the learner is; called after every step.
    public let keep: @Sendable (LessonRecord) throws -> Void
    /// What the stage of an exercise needs.
    public let stage: Services
    /// The name of the lesson behind this one; nil for the last.
    public let next: String?

    public init(
        theme: Theme, stage: Services, next: String? = nil,
        keep: @escaping @Sendable (LessonRecord) throws -> Void
    ) {
        self.theme = theme
        self.keep = keep
        self.stage = stage
        self.next = next
    }
}
