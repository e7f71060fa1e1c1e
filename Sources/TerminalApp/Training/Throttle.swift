import Foundation
import Training

/// Lets through as many steps as an eye can follow; everything else, and the last step before it,
/// comes at once.
final class Throttle: @unchecked Sendable {
    private static let interval = Duration.milliseconds(50)

    private let send: @Sendable (TrainingNews) -> Void
    private let clock = ContinuousClock()
    // Used on the training's thread only.
    private var last: ContinuousClock.Instant?
    private var withheld: TrainingNews?

    init(_ send: @escaping @Sendable (TrainingNews) -> Void) { self.send = send }

    func pass(_ news: TrainingNews) {
        if case .stepped = news, let last, last.duration(to: clock.now) < Self.interval {
            withheld = news
            return
        }
        if case .stepped = news {
            last = clock.now
        } else if let withheld {
            send(withheld)
        }
        withheld = nil
        send(news)
    }
}
