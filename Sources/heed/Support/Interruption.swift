import Dispatch
import Foundation

/// Notices Ctrl-C and a request to end, so that the state can be saved first.
final class Interruption {
    private let flag = Flag()
    private let sources: [any DispatchSourceSignal]

    /// Set on one thread and read on another.
    private final class Flag: @unchecked Sendable {
        private let lock = NSLock()
        private var value = false

        var isSet: Bool {
            get { lock.withLock { value } }
            set { lock.withLock { value = newValue } }
        }
    }

    init() {
        let flag = flag
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { flag.isSet = true }
            source.resume()
            return source
        }
    }

    var isRequested: Bool { flag.isSet }
}
