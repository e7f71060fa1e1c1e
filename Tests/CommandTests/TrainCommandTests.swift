import Foundation
import Testing

/// Trainings of the built program, interrupted in every way.
@Suite(.serialized) struct TrainCommandTests {
    /// A training that takes a few seconds and saves its state five times.
    private static let training = [
        "train", "sort", "--steps", "100", "--d-model", "8", "--heads", "2", "--d-ff", "8",
    ]
    private static var command: String { "heed " + training.joined(separator: " ") }
    /// The files that must be the same to the last byte.
    private static let files = ["model.safetensors", "history.json", "config.json", "README.md"]

    private struct Folder: ~Copyable {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func contents() -> [Data?] {
            TrainCommandTests.files.map { FileManager.default.contents(atPath: "\(path)/\($0)") }
        }

        var names: [String] {
            (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
        }

        var latest: String { path + "/training.safetensors" }
        var previous: String { path + "/training.previous.safetensors" }
    }

    private static func train(into folder: borrowing Folder) throws -> Program.Run {
        try Program.run(training + ["--output", folder.path])
    }

    /// Starts the training and kills it (`kill -9`) as soon as a command succeeds.
    private static func train(into folder: borrowing Folder, killedOnce condition: String) throws {
        // The shell's function runs in a process of its own, whose child the program is.
        _ = try Program.run(
            script: """
                \(command) --output \(folder.path) & shell=$!
                until \(condition) || ! kill -0 $shell 2>/dev/null; do sleep 0.01; done
                kill -9 $(pgrep -P $shell) $shell 2>/dev/null
                """)
    }

    /// What an uninterrupted training leaves.
    private static let reference = Result<[Data?], any Error> {
        let folder = Folder()
        let run = try train(into: folder)
        #expect(run.code == 0, "\(run.error)")
        #expect(
            folder.names == [
                "README.md", "config.json", "evaluation.json", "history.json",
                "model.safetensors", "source_vocabulary.txt", "target_vocabulary.txt",
            ])
        return folder.contents()
    }

    private func expectTheReference(in folder: borrowing Folder) throws {
        #expect(folder.contents() == (try Self.reference.get()))
        #expect(!folder.names.contains { $0.hasSuffix(".part") || $0.hasPrefix("training") })
    }

    /// With plain numbers where no screen can be opened.
    @Test func theFirstStepCanBeWalkedThrough() throws {
        let run = try Program.run(["train", "reverse", "--layers", "3", "--one-step"])
        #expect(run.code == 0)
        #expect(run.output.contains("decoder 2"))
        #expect(run.output.contains("without residuals  as it is"))
        let cut = try Program.run(
            ["train", "reverse", "--layers", "3", "--no-residuals", "--one-step"])
        #expect(
            cut.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                .contains("which has no residual connections"))
    }

    /// `kill -9` at random moments, again and again.
    @Test func aKilledTrainingEndsAsIfNothingHadBeen() throws {
        let folder = Folder()
        for _ in 0..<4 {
            // Some while after a new state; the moment is chance.
            let inode = "stat -c %i \(folder.latest) 2>/dev/null"
            let old = try Program.run(script: inode + " || true").output.trimmingCharacters(
                in: .whitespacesAndNewlines)
            let pause = Double.random(in: 0...0.3)
            try Self.train(
                into: folder,
                killedOnce: "[ \"$(\(inode))\" != \"\(old)\" ] && sleep \(pause)")
        }
        let last = try Self.train(into: folder)
        #expect(last.code == 0, "\(last.error)")
        #expect(last.error.contains("going on after step"), "\(last.error)")
        try expectTheReference(in: folder)
    }

    /// On a full disk no file can grow.
    @Test func aFullDiskSpoilsNothing() throws {
        let folder = Folder()
        try Self.train(into: folder, killedOnce: "[ -e \(folder.latest) ]")
        let full = try Program.run(
            script: "trap '' XFSZ; ulimit -f 8; \(Self.command) --output \(folder.path)")
        #expect(full.code == 73, "\(full.error)")
        #expect(full.error.contains("training goes on"))
        let last = try Self.train(into: folder)
        #expect(last.code == 0, "\(last.error)")
        #expect(last.error.contains("going on after step"), "\(last.error)")
        try expectTheReference(in: folder)
    }

    @Test func aDamagedStateGivesWayToTheOneBefore() throws {
        let folder = Folder()
        try Self.train(into: folder, killedOnce: "[ -e \(folder.previous) -a -e \(folder.latest) ]")
        var state = try Data(contentsOf: URL(filePath: folder.latest))
        state[state.count / 2] ^= 4
        // Not in place: the state before may still be the same file under another name.
        try state.write(to: URL(filePath: folder.latest), options: .atomic)
        let last = try Self.train(into: folder)
        #expect(last.code == 0, "\(last.error)")
        #expect(last.error.contains("is damaged"))
        #expect(last.error.contains("the state before it is good"))
        try expectTheReference(in: folder)
    }

    @Test func whatItCostsIsSaidBefore() throws {
        let run = try Program.run(Self.training + ["--dry-run"])
        #expect(run.code == 0)
        // Weights counted by hand for d_model 8, d_ff 8, 1 layer, 13 words on each side: two tables
        // of 104; attention 4 x (64 + 8), three times; feed-forward 2 x 72, twice; five norms of 16;
        // 13 biases of the logits.
        #expect(run.output.hasPrefix("1453 weights; 100 steps, about "), "\(run.output)")
    }

    /// A model that was trained without something runs without it, everywhere.
    @Test func aTrainedModelIsAModel() throws {
        let folder = Folder()
        let log = folder.path + "/log"
        let run = try Program.run(
            [
                "train", "sort", "--d-model", "8", "--d-ff", "8", "--steps", "20", "--no-positions",
                "--no-mask", "--output", folder.path, "--log",
                log,
            ])
        #expect(run.code == 0, "\(run.error)")
        #expect(
            try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").count == 20)
        let positions = try Program.run([
            "print", "3 1 4", "--model", folder.path, "--at", "encoder.positional_encoding.matrix",
            "--format", "csv",
        ])
        #expect(positions.code == 0)
        #expect(!positions.output.contains("0.8414"))
        for command in [["translate", "3 1 4", "--model"], ["evaluate"], ["models"]] {
            let run = try Program.run(command + [folder.path])
            #expect(run.code == 0, "\(command): \(run.error)")
        }
        let models = try Program.run(["models", folder.path])
        #expect(models.output.contains("trained without mask, positions"))
    }

    @Test(arguments: [
        (
            ["--d-model", "30", "--heads", "4"], 64,
            "d_model is 30 and cannot be split into 4 heads"
        ),
        (["--guidance"], 64, "digits have no pronoun"),
        (["--follow", "no such words"], 65, "the corpus does not have the sentence"),
    ])
    func whatCannotBeIsRefused(options: [String], code: Int32, message: String) throws {
        let run = try Program.run(["train", "sort", "--dry-run"] + options)
        #expect(run.code == code)
        #expect(run.error.contains(message), "\(run.error)")
    }
}
