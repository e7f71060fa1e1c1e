import ArgumentParser
import Checkpoints
import Drawing
import Foundation
import Lessons
import TerminalApp

struct LessonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson",
        abstract: "Take the course, print a lesson, or write one.",
        discussion: """
            EXAMPLES
              heed lesson
                  the lessons, and how far you are
              heed lesson tokens
                  take a lesson in the terminal; it goes on where you left it
              heed lesson tokens --print
                  a whole lesson with its computed pictures
              heed lesson tokens --slides
                  before a class: large type, answers hidden, n shows the speaker's notes
              heed lesson 7 --print --no-answers --format html > scaling.html
                  a handout for the class
              heed lesson gpt-and-bert --model models/gpt2 --model models/bert
                  a lesson that takes models, on yours
              heed lesson new gender
                  a lesson of your own to begin with: gender.md
              heed lesson check gender.md
                  compute everything that it claims

            The lessons gpt-and-bert, t5 and your-own-model take models: GPT-2, BERT or T5 in the
            Hugging Face layout. Without one they compute with a small model of random weights, and
            say so.

            A lesson is a Markdown file; Lessons/README.md shows how to write one.
            """,
        subcommands: [LessonShow.self, LessonCheck.self, LessonNew.self, LessonReset.self],
        defaultSubcommand: LessonShow.self)
}

/// The models that a lesson computes with.
struct LessonModels: ParsableArguments {
    @Option(
        name: .customLong("model"),
        help: ArgumentHelp(
            "A folder with GPT-2, BERT or T5, for a lesson that takes one; may be repeated.",
            valueName: "dir"),
        completion: .directory)
    var folders: [String] = []
}

struct LessonShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "List the lessons, run one or print it.",
        shouldDisplay: false)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, html, markdown
    }

    @Argument(
        help: "A lesson's name or number, or a file; all lessons if left out.",
        completion: .file(extensions: ["md"]))
    var lesson: String?

    @Flag(help: "Print the whole lesson with its pictures and answers.")
    var print = false

    @Flag(help: "Show it to a class: large type, answers hidden until you show them.")
    var slides = false

    @Flag(help: "With the notes for the speaker, printed or on the slides.")
    var notes = false

    @Flag(inversion: .prefixedNo, help: "With the answers, or for the learners' hands.")
    var answers = true

    @Option(help: "As text, as a web page or as Markdown.")
    var format = Format.text

    @OptionGroup var models: LessonModels

    @OptionGroup var looks: LookOptions

    func validate() throws {
        if lesson == nil && !models.folders.isEmpty {
            throw ValidationError("--model needs the name of a lesson.")
        }
        if print && slides { throw ValidationError("either --print or --slides.") }
        if lesson == nil && (print || slides) {
            throw ValidationError("\(print ? "--print" : "--slides") needs the name of a lesson.")
        }
    }

    func run() throws {
        guard let lesson else { return try list() }
        let read = try Course.lesson(named: lesson)
        let laboratory = try Laboratory(folders: models.folders, for: read)
        if print { return try write(read, in: laboratory) }
        if slides { return try present(read, in: laboratory) }
        try play(read, in: laboratory)
    }

    private func play(_ lesson: Lesson, in laboratory: Laboratory) throws {
        let file = ProgressFile(environment: ProcessInfo.processInfo.environment)
        let (progress, notice) = try file.load()
        let run = try LessonRun(
            lesson, laboratory: laboratory, resuming: progress.lessons[lesson.name])
        let player = try LessonPlayer(run, notice: notice, services: services(of: lesson, file))
        let ended = try TerminalApp.run(player, options: options)
        if ended.record.result == nil {
            var output = Output()
            try output.writeLine("heed lesson \(lesson.name) goes on where you are now")
            try output.flush()
        }
    }

    private func present(_ lesson: Lesson, in laboratory: Laboratory) throws {
        let show = try SlideShow(
            lesson, laboratory: laboratory, theme: looks.colours,
            stage: .files(besides: lesson.header.model), showsNotes: notes)
        _ = try TerminalApp.run(show, options: options)
    }

    private var options: TerminalOptions {
        TerminalOptions(depth: looks.depth, background: looks.knownBackground)
    }

    private func services(of lesson: Lesson, _ file: ProgressFile) throws -> LessonServices {
        let course = try Course.lessons()
        let place = course.firstIndex { $0.name == lesson.name }
        let next = place.flatMap { course.indices.contains($0 + 1) ? course[$0 + 1].name : nil }
        return LessonServices(
            theme: looks.colours, stage: .files(besides: lesson.header.model), next: next
        ) { record in
            // Read again, so that what another window kept meanwhile stays.
            var progress = try file.load().progress
            progress.lessons[lesson.name] = record
            try file.save(progress)
        }
    }

    private func list() throws {
        let lessons = try Course.lessons()
        let (progress, notice) = try ProgressFile(
            environment: ProcessInfo.processInfo.environment
        ).load()
        if let notice { StandardError.write("heed: \(notice)") }
        var output = Output()
        let width = lessons.map(\.name.count).max() ?? 0
        let states = lessons.map { Self.state(progress.lessons[$0.name]) }
        let stateWidth = states.map(\.count).max() ?? 0
        for (lesson, state) in zip(lessons, states) {
            let number = lesson.header.number.map(String.init) ?? ""
            try output.writeLine(
                "\(number.leftPadded(to: 2))  "
                    + (stateWidth > 0 ? "\(state.padded(to: stateWidth))  " : "")
                    + "\(lesson.name.padded(to: width))  "
                    + "\(lesson.header.title) (\(lesson.header.minutes) min)")
        }
        try output.flush()
    }

    /// How far the learner is, in a few letters.
    private static func state(_ record: LessonRecord?) -> String {
        guard let record else { return "" }
        return switch record.result {
        case .read: "✓ read"
        case .testedOut: "✓ test"
        case nil: "\(Int(record.share * 100)) %".leftPadded(to: 6)
        }
    }

    private func write(_ lesson: Lesson, in laboratory: Laboratory) throws {
        let handout = try Handout(lesson, laboratory: laboratory)
        let words = LessonWords(showsAnswers: answers, showsNotes: notes)
        var output = Output()
        switch format {
        case .text:
            let depth = looks.depth
            let isStyled = Output.isTerminal && looks.colour != .never
            let picture = LessonPicture(theme: looks.colours, depth: depth, isStyled: isStyled)
            let surface = LessonPage(handout: handout, picture: picture, words: words).surface(
                width: looks.columns)
            try output.write(
                TerminalEncoder(depth, styles: isStyled, background: looks.background)
                    .encode(surface))
        case .markdown:
            let picture = LessonPicture(theme: looks.colours, depth: .none, isStyled: false)
            try output.write(
                LessonMarkdown(handout: handout, picture: picture, words: words).text(
                    width: looks.columns))
        case .html:
            let picture = LessonPicture(theme: looks.colours, depth: .trueColour)
            try output.write(
                LessonHTML(handout: handout, picture: picture, words: words).text(
                    width: looks.columns))
        }
        try output.flush()
    }
}

struct LessonCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compute everything that lessons claim, and say what is wrong.")

    @Argument(help: "Files of lessons; the whole course if left out.")
    var files: [String] = []

    @OptionGroup var models: LessonModels

    func run() throws {
        let given = try GivenModels(folders: models.folders)
        let laboratory = Laboratory(models: given)
        var problems: [LessonProblem] = []
        let course = try Self.collecting(&problems) { try Course.lessons() }
        let lessons =
            files.isEmpty
            ? course ?? []
            : try files.compactMap { file in
                try Self.collecting(&problems) { try Lesson(path: file) }
            }
        for lesson in lessons {
            if !files.isEmpty { try given.check(for: lesson) }
            problems += Checker(laboratory, course: (course ?? []) + lessons).problems(in: lesson)
        }
        var output = Output()
        for problem in problems { try output.writeLine(problem.description) }
        let count = lessons.count == 1 ? "1 lesson" : "\(lessons.count) lessons"
        if problems.isEmpty {
            try output.writeLine("\(count): every number is as the words say")
        }
        try output.flush()
        if !problems.isEmpty {
            throw Failure.input(
                "\(problems.count == 1 ? "1 problem" : "\(problems.count) problems") in the lessons"
            )
        }
    }

    private static func collecting<T>(
        _ problems: inout [LessonProblem], _ body: () throws -> T
    ) throws -> T? {
        do {
            return try body()
        } catch let error as LessonProblems {
            problems += error.list
            return nil
        }
    }
}

struct LessonNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a small lesson to begin with.")

    @Argument(help: "What the lesson is called: the file is NAME.md in this folder.")
    var name: String

    func run() throws {
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        guard isPlain, !name.isEmpty else {
            throw ValidationError("a name has letters, digits, '-' and '_'.")
        }
        let path = name + ".md"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure.file("\(path) exists already")
        }
        try AtomicFile.write(Data(LessonTemplate.text(title: name).utf8), to: path)
        var output = Output()
        try output.writeLine("\(path): now heed lesson check \(path)")
        try output.flush()
    }
}

struct LessonReset: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Forget the progress in a lesson, or in all of them.")

    @Argument(help: "The lesson's name; all lessons if left out.")
    var lesson: String?

    func run() throws {
        let file = ProgressFile(environment: ProcessInfo.processInfo.environment)
        var (progress, notice) = try file.load()
        if let notice { StandardError.write("heed: \(notice)") }
        if let lesson {
            let name = try Course.lesson(named: lesson).name
            progress.lessons[name] = nil
        } else {
            progress = Progress()
        }
        try file.save(progress)
    }
}
