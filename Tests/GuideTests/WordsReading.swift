import Foundation
import Guide
import Testing
import Tracing

/// A trace with its notices.
struct WordsReading {
    let trace: Trace
    let notices: Notices

    init(_ sentence: String) throws {
        self.init(try WordsTraces.trace(of: sentence))
    }

    init(_ trace: Trace) {
        self.trace = trace
        notices = Notices(in: trace)
    }

    func traced(_ path: String) throws -> Traced { try #require(trace[path]) }

    func about(_ path: String, head: Int? = nil, row: Int? = nil) throws -> [Notice] {
        notices.about(try traced(path).event.id, at: Place(head: head, row: row))
    }

    func text(_ path: String, head: Int? = nil, row: Int? = nil) throws -> String {
        try about(path, head: head, row: row).map(\.text).joined(separator: " ")
    }

    func focus(_ path: String, head: Int? = nil, row: Int? = nil) throws -> Focus {
        notices.focus(on: try traced(path).event.id, at: Place(head: head, row: row))
    }
}

/// As the notices write a number.
func two(_ number: Double) -> String { String(format: "%.2f", number) }
