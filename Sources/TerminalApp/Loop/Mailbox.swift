import CNcurses
import Foundation

/// Where work that runs beside the loop leaves its messages; each wakes the loop.
///
/// A program keeps one, hands it to the work that it starts, and receives the messages in
/// `update`, on the loop's thread and in the order in which they were sent:
///
///     let mailbox = self.mailbox
///     Thread.detachNewThread { mailbox.send(.trained(train())) }
public final class Mailbox<Message: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var messages: [Message] = []

    public init() {}

    /// May be called from any thread, also before the loop begins and after it has ended.
    public func send(_ message: Message) {
        let isFirst = lock.withLock {
            messages.append(message)
            return messages.count == 1
        }
        if isFirst { heed_wake() }
    }

    /// Takes out what has arrived.
    func collect() -> [Message] {
        lock.withLock {
            defer { messages.removeAll() }
            return messages
        }
    }
}
