import Foundation

/// A training on a thread of its own, steered from another.
///
/// It starts paused. What happens is told to the loop's listener on the worker's thread.
public final class TrainingWorker: @unchecked Sendable {
    private enum Wish {
        case pause, go, end
        /// So many steps, at least one, then a pause.
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

    /// One step more than is wanted already, then a pause.
    public func step() {
        condition.withLock {
            switch wish {
            case .end: return
            case .steps(let count): wish = .steps(count + 1)
            case .pause, .go: wish = .steps(1)
            }
            condition.broadcast()
        }
    }

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
        while !loop.trainer.isFinished {
            switch nextWish() {
            case .end: return loop.end()
            case .pause:
                loop.pause()
                waitForWish()
            case .go, .steps:
                let start = Date()
                loop.advance()
                rest(since: start)
            }
        }
        loop.end()
    }

    /// What is wanted now; a single step is wanted once.
    private func nextWish() -> Wish {
        condition.withLock {
            guard case .steps(let count) = wish else { return wish }
            wish = count > 1 ? .steps(count - 1) : .pause
            return .steps(count)
        }
    }

    /// Sleeps while nothing is wanted.
    private func waitForWish() {
        condition.withLock {
            while case .pause = wish { condition.wait() }
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
