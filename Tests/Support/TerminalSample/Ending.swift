import Foundation
import TerminalApp

/// The ways in which a program can end other than by finishing.
enum Ending: Character {
    case trap = "T"
    case badAccess = "S"
    case abort = "A"
    case exit = "E"
    case stackOverflow = "O"
    case trapElsewhere = "W"

    func happen() {
        switch self {
        case .trap: fatalError("asked for")
        case .badAccess: UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
        case .abort: Foundation.abort()
        case .exit: Foundation.exit(3)
        case .stackOverflow: print(Self.depth(of: 0))
        case .trapElsewhere:
            Thread.detachNewThread { fatalError("asked for elsewhere") }
            sleep(60)
        }
    }

    private static func depth(of number: Int) -> Int {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 1000) { buffer in
            buffer[0] = number
            return depth(of: number + 1) + buffer[0]
        }
    }
}

/// Something that takes its time.
enum Work {
    /// Sends numbers from another thread.
    static func send(_ count: Int, to mailbox: Mailbox<Sample.Message>) {
        Thread.detachNewThread {
            for number in 1...count { mailbox.send(.done(number)) }
        }
    }
}
