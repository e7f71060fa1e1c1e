import Foundation

/// A training on a thread of its own, steered from another.
///
/// It starts paused. What happens is told to the loop's listener on the worker's thread.
public final class TrainingWorker: @unchecked Sendable {
    private enum Wish {
        case pause, go, end
        /// So many steps, then a pause.
        case steps(Int)
    }

    private let condition = NSCondition()
    private var wish = Wish.pause
    private var stepsPerSecond: Double?

    public init(_ loop: TrainingLoop) {
        Thread.detachNewThread { [self] in work(loop) }
    }

    public func pause() { set(.pause) }
    public func go() { set(.go) }
    public func step() { set(.steps(1)) }

    /// Saves the state and ends the thread; `.ended` is the last that it tells.
    public func end() { set(.end) }

    /// - Parameter stepsPerSecond: at most; nil for as many as the machine makes.
    public func limit(stepsPerSecond: Double?) {
        condition.withLock {
            self.stepsPerSecond = stepsPerSecond
            condition.broadcast()
        }
    }

    private func set(_ wish: Wish) {
        condition.withLock {
            if case .end = self.wish { return }
            self.wish = wish
            condition.broadcast()
        }
    }

    private func work(_ loop: TrainingLoop) {
        var loop = loop
        while !loop.trainer.isFinished, waitForStep() {
            let start = Date()
            loop.advance()
            rest(since: start)
        }
        loop.end()
    }

    /// Sleeps while nothing is wanted.
    ///
    /// - Returns: false to end.
    private func waitForStep() -> Bool {
        condition.withLock {
            while true {
                switch wish {
                case .pause, .steps(0): condition.wait()
                case .go: return true
                case .end: return false
                case .steps(let count):
                    wish = .steps(count - 1)
                    return true
                }
            }
        }
    }

    /// Sleeps until the next step is due, or something else is wanted.
    private func rest(since start: Date) {
        condition.withLock {
            while case .go = wish, let stepsPerSecond {
                let due = start.addingTimeInterval(1 / stepsPerSecond)
                guard due > Date() else { return }
                _ = condition.wait(until: due)
            }
        }
    }
}
