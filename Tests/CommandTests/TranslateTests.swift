import Foundation
import Testing

struct TranslateTests {
    private static let clock = "The clock is in the trophy"

    @Test(arguments: [
        ("greedy", ["--strategy", "greedy"]), ("begin", ["--begin", "L'orologio è nel"]),
        ("beam", ["--strategy", "beam"]),
        ("penalty", ["--strategy", "beam", "--beams", "6", "--length-penalty", "0.6"]),
        (
            "sample",
            ["--strategy", "sample", "--temperature", "1.5", "--top-k", "5", "--seed", "5"]
        ),
        ("mbr", ["--strategy", "mbr", "--candidates", "8", "--top-p", "0.95"]),
        ("mbr-beam", ["--strategy", "mbr", "--beams", "5", "--utility", "f1"]),
    ])
    func aTranslationWithItsAlternatives(name: String, options: [String]) throws {
        let run = try Program.run(["translate", Self.clock] + options)
        #expect(run.code == 0)
        #expect(run.error.isEmpty)
        try Program.expect(run.output, matches: "translate-\(name)")
    }

    @Test func watchingNeedsATerminalAndOneSentence() throws {
        let piped = try Program.run(["translate", Self.clock, "--watch"])
        #expect(piped.code == 64 && piped.error.contains("not a terminal"))
        let many = try Program.run(["translate", "-", "--watch"])
        #expect(many.code == 64 && many.error.contains("one sentence"))
    }

    @Test func withoutAStrategyOnlyTheTranslationIsPrinted() throws {
        #expect(try Program.run(["translate", Self.clock]).output == "L'orologio è nella trofeo\n")
    }

    private func json(_ arguments: [String]) throws -> [String: Any] {
        let run = try Program.run(["translate"] + arguments + ["--format", "json"])
        #expect(run.output.split(separator: "\n").count == 1)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    /// The tree can be drawn from the data alone, and says why each hypothesis stayed or went.
    @Test func everyStepIsInTheData() throws {
        let object = try json([Self.clock, "--strategy", "beam"])
        #expect(object["translation"] as? String == "L'orologio è nel trofeo")
        let strategy = try #require(object["strategy"] as? [String: Any])
        #expect(strategy["name"] as? String == "beam")
        #expect(strategy["beams"] as? Int == 4)
        let tree = try #require(object["tree"] as? [[String: Any]])
        let steps = try #require(object["steps"] as? [[String: Any]])
        #expect(steps.count == 6)
        for step in steps {
            let expansions = try #require(step["expansions"] as? [[String: Any]])
            var fates: [Int: String] = [:]
            for expansion in expansions {
                let top = try #require(expansion["top"] as? [[String: Any]])
                let known = top.compactMap { $0["probability"] as? Double }.reduce(0, +)
                let rest = try #require((expansion["rest"] as? [String: Any])?["probability"])
                #expect(abs(known + (rest as? Double ?? 0) - 1) < 1e-5)
                let attention = try #require(expansion["attention"] as? [[[Double]]])
                #expect(attention.count == 2 && attention[0].count == 4)
                for row in attention.joined() { #expect(abs(row.reduce(0, +) - 1) < 1e-5) }
                for id in try #require(expansion["considered"] as? [Int]) {
                    #expect(tree[id]["id"] as? Int == id)
                    #expect(tree[id]["parent"] as? Int == expansion["hypothesis"] as? Int)
                    fates[try #require(tree[id]["rank"] as? Int)] = tree[id]["fate"] as? String
                }
            }
            // The ranks are whole, and what was dropped ranks behind what stayed.
            let ordered = fates.keys.sorted().map { fates[$0] }
            #expect(ordered.count == (fates.keys.max() ?? -1) + 1)
            let stayed = ordered.prefix { $0 != "dropped" }.count
            #expect(ordered.dropFirst(stayed).allSatisfy { $0 == "dropped" })
        }
        let cache = try #require(steps[3]["cache"] as? [String: Any])
        #expect(cache["new"] as? [Int] == [3])
        #expect(cache["reused"] as? [Int] == [0, 1, 2])
        let done = try #require(cache["multiply_adds"] as? Int)
        #expect(done < (cache["multiply_adds_without"] as? Int ?? 0))
    }

    @Test func theUtilitiesAreInTheData() throws {
        let object = try json([Self.clock, "--strategy", "mbr", "--candidates", "6", "--seed", "2"])
        let risk = try #require(object["risk"] as? [String: Any])
        let count = try #require(object["candidates"] as? [[String: Any]]).count
        #expect((risk["utilities"] as? [[Double]])?.count == count)
        let weights = try #require(risk["weights"] as? [Double])
        #expect(abs(weights.reduce(0, +) - 1) < 1e-9)
    }

    @Test func aLineASentence() throws {
        let run = try Program.run(
            ["translate", "-", "--strategy", "beam", "--format", "json"],
            input: "I love you\n\nThinking machines\n")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[1].contains("\"translation\":\"Macchine pensanti\""))
    }

    @Test func anUnfinishedSentenceIsMarked() throws {
        let many = String(repeating: "molto ", count: 30)
        let run = try Program.run(["translate", "I love you", "--begin", many])
        #expect(run.code == 0)
        #expect(run.error == "heed: the model did not end the sentence; it was cut\n")
        #expect(run.output.contains("; not ended"))
    }

    /// What does not fit together, and what is out of range.
    @Test(arguments: [
        (
            ["--beams", "3"],
            "--beams belongs to --strategy beam or --strategy mbr; the strategy is greedy."
        ),
        (
            ["--strategy", "beam", "--seed", "3"],
            "--seed belongs to --strategy sample or --strategy mbr; the strategy is beam."
        ),
        (
            ["--strategy", "sample", "--utility", "f1"],
            "--utility belongs to --strategy mbr; the strategy is sample."
        ),
        (
            ["--strategy", "mbr", "--beams", "3", "--candidates", "9"],
            "--beams takes the candidates from a beam, --candidates draws them; choose one."
        ),
        (
            ["--strategy", "mbr", "--length-penalty", "1"],
            "--length-penalty needs --beams with --strategy mbr."
        ),
        (["--strategy", "beam", "--beams", "0"], "--beams is 0; expected 1 to 256."),
        (
            ["--strategy", "beam", "--length-penalty", "nan"],
            "--length-penalty is nan; expected 0.0 to 10.0."
        ),
        (
            ["--strategy", "sample", "--temperature", "0"],
            "--temperature is 0.0; expected above 0, at most 100. For the most probable word use --strategy greedy."
        ),
        (
            ["--strategy", "sample", "--temperature", "nan"],
            "--temperature is nan; expected above 0, at most 100. For the most probable word use --strategy greedy."
        ),
        (["--strategy", "sample", "--top-k", "0"], "--top-k is 0; expected 1 to 1000000."),
        (
            ["--strategy", "sample", "--top-p", "1.5"],
            "--top-p is 1.5; expected above 0, at most 1."
        ),
        (["--strategy", "mbr", "--candidates", "0"], "--candidates is 0; expected 1 to 1000."),
    ])
    func mistakesAreNamed(options: [String], message: String) throws {
        let run = try Program.run(["translate", "I love you"] + options)
        #expect(run.code == 64)
        #expect(run.output.isEmpty)
        #expect(run.error.hasPrefix("Error: \(message)\n"))
    }

    @Test func aBeginningMustBeOfWordsThatTheModelCanWrite() throws {
        let run = try Program.run(["translate", "I love you", "--begin", "ti \u{1B}[31mlove"])
        #expect(run.code == 65)
        #expect(run.output.isEmpty)
        #expect(run.error == "heed: --begin: the model cannot write '␛[31mlove'\n")
    }
}
