import Foundation
import Testing

/// Whole runs of a lesson, as a learner makes them.
@Suite(.serialized) struct LessonRunTests {
    private let home = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    init() throws {
        try FileManager.default.createDirectory(
            at: home.appending(path: "heed"), withIntermediateDirectories: true)
        try Self.lesson.write(
            to: home.appending(path: "tiny.md"), atomically: true, encoding: .utf8)
    }

    private static let lesson = """
        ---
        title: Tiny
        minutes: 5
        ---
        ## First page

        Words of the first page.

        ```heed
        note: Speak slowly.
        ```

        ## Second page

        ```heed
        ask: What is two and two?
        number: 2 + 2
        hints: [Count your fingers.]
        right: Well counted.
        ```

        ## Third page

        Words of the third page.
        """

    private func run(
        _ arguments: String..., columns: Int = 80, rows: Int = 24
    ) throws -> TerminalRun {
        try TerminalRun(
            "heed", ["lesson", "tiny.md"] + arguments,
            environment: ["XDG_STATE_HOME": home.path], folder: home.path, columns: columns,
            rows: rows)
    }

    private func quit(_ run: TerminalRun) {
        run.send("q")
        #expect(run.ending() == .exit(0))
        #expect(run.traces == [])
    }

    @Test func aLearnerLeavesInTheMiddleAndGoesOnThere() throws {
        defer { try? FileManager.default.removeItem(at: home) }
        let first = try run()
        first.expect("Words of the first page.")
        #expect(!first.screen.text.contains("Speak slowly."))
        first.send("\r")
        first.expect("What is two and two?")
        first.send("5\r")
        first.expect("Not yet. That is too much.")
        first.send("i")
        first.expect("Count your fingers.")
        quit(first)
        #expect(first.screen.text.contains("heed lesson tiny goes on where you are now"))

        let second = try run()
        second.expect("Welcome back")
        second.expect("Count your fingers.")
        second.expect("Not yet. That is too much.")
        second.send("\r\u{7F}4\r")
        second.expect("Well counted.")
        second.settle()
        #expect(second.screen.text.contains("2 of 3"), "a success does not go on by itself")
        second.resize(columns: 20, rows: 5)
        second.expect("needs more")
        second.resize(columns: 160, rows: 48)
        second.expect("Well counted.")
        second.send("\r")
        second.expect("Words of the third page.")
        second.send("\r")
        second.expect("This lesson is done.")
        second.send("\r")
        #expect(second.ending() == .exit(0))
        #expect(second.traces == [])

        let third = try run()
        third.expect("Words of the first page.")
        quit(third)
    }

    @Test(arguments: [
        ("rubbish", "is damaged; it is kept as", "damaged"),
        (#"{"version": 99, "lessons": {}}"#, "was written by a newer heed; it is kept as", "newer"),
    ])
    func progressThatCannotBeReadIsSetAside(
        content: String, message: String, ending: String
    ) throws {
        defer { try? FileManager.default.removeItem(at: home) }
        let file = home.appending(path: "heed/lessons.json")
        try content.write(to: file, atomically: true, encoding: .utf8)
        let run = try run(columns: 200, rows: 50)
        run.expect(message)
        run.expect("Words of the first page.")
        quit(run)
        let kept = try String(contentsOf: file.appendingPathExtension(ending), encoding: .utf8)
        #expect(kept == content)
    }

    @Test(arguments: ["xterm-256color", "vt100", "linux"]) func aSpeakerShowsSlides(
        terminal: String
    ) throws {
        defer { try? FileManager.default.removeItem(at: home) }
        let run = try TerminalRun(
            "heed", ["lesson", "tiny.md", "--slides"],
            environment: ["XDG_STATE_HOME": home.path, "TERM": terminal], folder: home.path)
        run.expect("lists the keys")
        run.send("-\u{1B}[6~")
        run.expect("Words of the first page.")
        run.send("n")
        run.expect("Speak slowly.")
        run.expect("0:02")
        run.send("n ")
        run.expect("What is two and two?")
        #expect(!run.screen.text.contains("Well counted."))
        run.resize(columns: 20, rows: 5)
        run.expect("needs more")
        run.resize(columns: 120, rows: 40)
        run.expect("What is two and two?")
        run.send(" ")
        run.expect("Well counted.")
        quit(run)
        let progress = home.appending(path: "heed/lessons.json").path
        #expect(!FileManager.default.fileExists(atPath: progress), "a class leaves no progress")
    }
}
