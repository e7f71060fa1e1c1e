import CNcurses
import Foundation

/// What the loop sleeps on: keys, and a pipe into which signals and mailboxes write.
struct Wakes {
    private let descriptor: Int32

    /// What woke the loop, or went by meanwhile.
    struct Reasons {
        var isResized = false
        var hasGoneOn = false
        var shallStop = false
        var isClosed = false
    }

    init() { descriptor = heed_wake_open() }

    func close() { heed_wake_close() }

    /// Sleeps until something happens, for a time at most; without end where it is nil.
    func wait(for time: Duration?) -> Reasons {
        var descriptors = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        // An interruption is a signal, and that has written to the pipe.
        _ = poll(&descriptors, nfds_t(descriptors.count), time.map(milliseconds) ?? -1)
        var reasons = Reasons()
        let gone = Int16(POLLHUP | POLLERR | POLLNVAL)
        reasons.isClosed = descriptors[0].revents & gone != 0
        drainPipe(into: &reasons)
        return reasons
    }

    private func drainPipe(into reasons: inout Reasons) {
        var bytes = [UInt8](repeating: 0, count: 64)
        while case let count = read(descriptor, &bytes, bytes.count), count > 0 {
            for byte in bytes.prefix(count) {
                switch byte {
                case UInt8(ascii: "w"): reasons.isResized = true
                case UInt8(ascii: "c"): reasons.hasGoneOn = true
                case UInt8(ascii: "z"): reasons.shallStop = true
                default: break
                }
            }
        }
    }

    /// Rounded up, so that the loop does not wake too early and then again.
    private func milliseconds(_ time: Duration) -> Int32 {
        let (seconds, attoseconds) = max(time, .zero).components
        return Int32(
            clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
