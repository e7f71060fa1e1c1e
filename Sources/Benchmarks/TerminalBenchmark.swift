import Foundation
import PseudoTerminals

/// A program on a pseudo-terminal of 256 colours: how long until it can be read, what a key costs,
/// what idling costs. Work is the processor time of the program.
struct TerminalBenchmark {
    let program: String
    let arguments: [String]
    var size = TerminalSize(columns: 80, rows: 40)
    let cursorMove: Keys
    let step: Keys

    /// Keys that are measured, in turn, and those that lead to where they can be.
    struct Keys {
        var opening: [String] = []
        let measured: [String]
    }

    static let all =
        [
            TerminalBenchmark(
                program: "TerminalSample", arguments: [],
                cursorMove: Keys(measured: ["\u{1B}OC", "\u{1B}OD"]), step: Keys(measured: ["n"])),
            TerminalBenchmark(
                program: "heed", arguments: ["walk", "--at", "encoder.0.self_attention.scores"],
                cursorMove: Keys(opening: ["\r"], measured: ["\u{1B}OB", "\u{1B}OA"]),
                step: Keys(measured: ["\u{1B}OC", "\u{1B}OD"])),
        ]
        + [
            "encoder.0.self_attention.scores", "encoder.embedding.lookup",
            "encoder.0.feed_forward.relu",
        ]
        .map(large)
        + [
            TerminalSize(columns: 80, rows: 24), TerminalSize(columns: 80, rows: 40),
            TerminalSize(columns: 200, rows: 60),
        ].map(besideLearnedMatrix)

    /// The walkthrough on a large window, at a step whose pictures fill it.
    private static func large(at step: String) -> TerminalBenchmark {
        TerminalBenchmark(
            program: "heed", arguments: ["walk", "--at", step],
            size: TerminalSize(columns: 200, rows: 60),
            cursorMove: Keys(
                opening: ["\r"], measured: ["\u{1B}OB", "\u{1B}OC", "\u{1B}OA", "\u{1B}OD"]),
            step: Keys(measured: ["\u{1B}OC", "\u{1B}OD"]))
    }

    /// The walkthrough beside a learned matrix of 64 x 64: each move to the right lights another column
    /// of it, and some turn its window.
    private static func besideLearnedMatrix(size: TerminalSize) -> TerminalBenchmark {
        TerminalBenchmark(
            program: "heed", arguments: ["walk", "--at", "encoder.0.self_attention.query"],
            size: size,
            cursorMove: Keys(
                opening: ["\r"],
                measured: Array(repeating: "\u{1B}OC", count: 30)
                    + Array(repeating: "\u{1B}OD", count: 30)),
            step: Keys(measured: ["\u{1B}OC", "\u{1B}OD"]))
    }

    private var name: String {
        ([program] + arguments.filter { $0 != "--at" } + ["\(size.columns)x\(size.rows)"])
            .joined(separator: " ")
    }

    func run() throws {
        guard let path = Products.path(program) else {
            print("\(name): build it first with swift build -c release")
            return
        }
        Figure(
            name: "\(name), start to first full frame",
            times: try measure(runs: 30) { _ = try Session(path, arguments, size) },
            bound: "at most 50 ms"
        ).report()
        report(
            try answers(of: path, to: cursorMove), "cursor move",
            "at most 2 ms and 1,024 bytes, but where a window turns")
        report(
            try answers(of: path, to: step), "step",
            "at most 16 ms and twice the bytes that the written cells need")
        let session = try Session(path, arguments, size)
        let before = session.processorTime
        Thread.sleep(forTimeInterval: 2)
        print("  idle for 2 s: \((session.processorTime - before) * 1000) ms of work; wanted: 0")
    }

    private func answers(of path: String, to keys: Keys) throws -> [Session.Answer] {
        let session = try Session(path, arguments, size)
        _ = try session.measure(keys.opening, runs: keys.opening.count)
        return try session.measure(keys.measured, runs: 60)
    }

    private func report(_ answers: [Session.Answer], _ what: String, _ bound: String) {
        let times = answers.map { $0.work * 1000 }.sorted()
        Figure(
            name: "\(name), \(what)", times: (times[0], times[times.count / 2]), bound: bound
        ).report()
        let largest = answers.max { $0.bytes.count < $1.bytes.count }
        guard let largest else { return }
        let floor = WrittenCells(largest.bytes)
        let most = answers.map(\.bytes.count).sorted()[answers.count * 9 / 10]
        print(
            "  9 of 10 at most \(most) bytes, all at most \(largest.bytes.count); the"
                + " \(floor.count) cells written then need \(floor.leastBytes)")
    }
}

/// Cells across and down.
struct TerminalSize {
    let columns: Int
    let rows: Int
}
