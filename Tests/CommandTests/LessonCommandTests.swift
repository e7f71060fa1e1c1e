import Foundation
import ReferenceCases
import Testing

/// `heed lesson`, as a person runs it.
@Suite struct LessonCommandTests {
    @Test func theCourseIsListedWithItsProgress() throws {
        let run = try Program.run(["lesson"])
        #expect(run.code == 0)
        #expect(run.output.hasPrefix(" 1  tokens"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func howFarALearnerIsStandsInTheList() throws {
        func record(_ name: String, _ furthest: Int, _ result: String) -> String {
            #""\#(name)": {"fingerprint": "0", "index": 1, "furthest": \#(furthest), "stopCount": 8, "tasks": [], "isTest": false\#(result)}"#
        }
        let lessons = [
            record("tokens", 7, #", "result": "read""#),
            record("embeddings", 1, #", "result": "testedOut""#), record("why-positions", 2, ""),
        ]
        let script = """
            export XDG_STATE_HOME="$PWD"; mkdir heed
            echo '{"version": 1, "lessons": {\(lessons.joined(separator: ", "))}}' > heed/lessons.json
            heed lesson
            """
        let lines = try Program.run(script: script).output.split(separator: "\n")
        #expect(lines[0].hasPrefix(" 1  ✓ read  tokens "))
        #expect(lines[1].hasPrefix(" 2  ✓ test  embeddings "))
        #expect(lines[2].hasPrefix(" 3    25 %  why-positions "))
        #expect(lines[3].hasPrefix(" 4          waves "))
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func aNewLessonPassesTheCheckAndAWrongNumberFailsIt() throws {
        let run = try Program.run(
            script: """
                heed lesson new mine && heed lesson check mine.md && heed lesson new mine
                sed -i 's/= 6 }}/= 7 }}/' mine.md
                heed lesson check mine.md
                """)
        #expect(run.output.contains("1 lesson: every number is as the words say"))
        #expect(run.output.contains("mine.md:10:4: the lesson says '7', the numbers say '6'"))
        #expect(run.error.contains("heed: mine.md exists already"))
        #expect(run.error.contains("heed: 1 problem in the lessons"))
        #expect(run.code == 65)
    }

    @Test func aLessonIsPrintedInEveryFormat() throws {
        let script = "heed lesson new mine > /dev/null && heed lesson mine.md --print --format "
        let text = try Program.run(script: script + "text")
        #expect(text.output.contains("## One question") && text.output.contains("Answer: ti"))
        #expect(text.output.contains("model: translation · sentence: "))
        let alone = try Program.run(["lesson", "gpt-and-bert", "--print"]).output
        #expect(alone.contains("12 minutes · GPT-2: random weights · BERT: random weights\n"))
        #expect(alone.contains("GPT-2 and BERT have random weights here"))
        let markdown = try Program.run(script: script + "markdown")
        #expect(markdown.output.hasPrefix("# mine\n"))
        #expect(markdown.output.contains("\n```text\nprobabilities[position=<sos>]"))
        let handout = try Program.run(script: script + "text --no-answers")
        #expect(handout.output.contains("Predict:") && !handout.output.contains("Answer:"))
        let html = try Program.run(script: script + "html")
        #expect(html.output.contains("<h2>One question</h2>") && html.output.contains("<svg"))
        // The answer is there to be opened, and each picture for light and for dark pages.
        #expect(html.output.contains("<details><summary>Look it up</summary><p><strong>Answer:"))
        #expect(html.output.contains("prefers-color-scheme:dark"))
        #expect(html.output.split(separator: "<svg").count % 2 == 1)
        let course = try Program.run(["lesson", "tokens", "--print", "--format", "html"]).output
        #expect(course.split(separator: "<ul>").count < course.split(separator: "<li>").count)
    }

    @Test func notesAreForTheSpeakerAlone() throws {
        let script = """
            printf -- '---\\ntitle: A\\nminutes: 5\\n---\\n\\n## A\\n\\nHi.\\n\\n```heed\\nnote: Say {{ 2 + 3 }}.\\n```\\n' > x.md
            heed lesson x.md --print
            """
        for format in ["text", "markdown", "html"] {
            let silent = try Program.run(script: script + " --format " + format)
            #expect(silent.code == 0 && !silent.output.contains("Say"), "\(silent.error)")
            let spoken = try Program.run(script: script + " --notes --format " + format)
            #expect(spoken.output.contains("Say 5."))
        }
        let both = try Program.run(["lesson", "tokens", "--print", "--slides"])
        #expect(both.code == 64 && both.error.contains("either --print or --slides"))
        let piped = try Program.run(["lesson", "tokens", "--slides"])
        #expect(piped.code == 64 && piped.error.contains("terminal"))
    }

    /// Nothing in a lesson reaches the terminal raw, and no markup reaches a page.
    @Test func aHostileLessonIsOnlyText() throws {
        let script = """
            printf -- '---\\ntitle: "a\\\\e[31m<script>"\\nminutes: 5\\n---\\n\\n## A <b>\\n\\nHi \\033[2J <script>x</script> `<i>`\\n' > x.md
            heed lesson x.md --print --format
            """
        for format in ["text", "markdown", "html"] {
            let run = try Program.run(script: script + " " + format)
            #expect(run.code == 0, "\(run.error)")
            #expect(!run.output.contains("\u{1B}"))
            if format == "html" {
                #expect(!run.output.contains("<script>") && !run.output.contains("<i>"))
            }
        }
    }

    @Test func anUnknownLessonNamesTheNearest() throws {
        let run = try Program.run(["lesson", "tokns", "--print"])
        #expect(run.code == 66)
        #expect(run.error.hasPrefix("heed: 'tokns' is no lesson; did you mean 'tokens'?"))
        let missing = try Program.run(["lesson", "nowhere.md", "--print"])
        #expect(missing.code == 66 && missing.error == "heed: nowhere.md cannot be read\n")
    }

    @Test func progressIsReset() throws {
        let script = """
            export XDG_STATE_HOME="$PWD"; mkdir heed; echo rubbish > heed/lessons.json
            heed lesson | head -n 1; heed lesson reset; cat heed/lessons.json.damaged heed/lessons.json
            """
        let run = try Program.run(script: script)
        #expect(run.output.contains("rubbish") && run.output.contains("\"version\" : 1"))
        #expect(run.error.contains("is damaged; it is kept as"))
    }
}

/// `heed lesson --model`.
@Suite(.disabled(if: References.areMissing, "the reference cases are not here"))
struct LessonModelCommandTests {
    private func folder(_ name: String) -> String { References.path("\(name)/checkpoint") }

    @Test func aLessonComputesWithTheModelsThatAreGiven() throws {
        let run = try Program.run([
            "lesson", "gpt-and-bert", "--print", "--model", folder("gpt2"), "--model",
            folder("bert_legacy"),
        ])
        #expect(run.code == 0, "\(run.error)")
        #expect(
            run.output.contains(
                "12 minutes · GPT-2: gpt2/checkpoint · BERT: bert_legacy/checkpoint\n"))
        #expect(run.output.contains("gpt.probabilities[position=bank] [token 420]"))
        #expect(!run.output.contains("random weights here"))
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Lessons/Course/25-t5.md")
        let check = try Program.run(["lesson", "check", file.path, "--model", folder("t5")])
        #expect(check.output == "1 lesson: every number is as the words say\n")
    }

    @Test func whatDoesNotFitIsOneLine() throws {
        let wrong: [([String], Int32, String)] = [
            (["gpt-and-bert", "--model", folder("t5")], 65, "takes only GPT-2 and BERT"),
            (["t5", "--model", "/nowhere"], 66, "no model '/nowhere'"),
            (["t5", "--model", folder("llama")], 65, "is Llama, a decoder"),
            (["tokens", "--model", folder("t5")], 65, "takes no model"),
        ]
        for (arguments, code, message) in wrong {
            let run = try Program.run(["lesson"] + arguments)
            #expect(run.code == code && run.error.contains(message), "\(run.error)")
            #expect(run.error.split(separator: "\n").count == 1 && run.output.isEmpty)
        }
    }

    @Test func aFolderWithoutATokenizerIsRefused() throws {
        let script = """
            mkdir bare && cp "\(folder("gpt2"))"/{config.json,model.safetensors} bare
            heed lesson gpt-and-bert --model bare
            """
        let run = try Program.run(script: script)
        #expect(run.code == 66)
        #expect(run.error.contains("heed: bare cannot be used: it has no tokenizer.json"))
    }
}
