import Foundation
import Testing

struct CommandTests {
    private static let tired = "The animal didn't cross the street because it was too tired"

    @Test(arguments: ["tired", "wide"])
    func thePictureOfASentence(adjective: String) throws {
        let run = try Program.run([
            "print", "The animal didn't cross the street because it was too \(adjective)",
        ])
        #expect(run.code == 0)
        #expect(run.error.isEmpty)
        try Program.expect(run.output, matches: "print-\(adjective)")
    }

    @Test(arguments: [
        ("scores", "encoder.0.self_attention.scores[head=0]"),
        ("mask", "decoder.0.self_attention.mask"),
        ("positions", "encoder.positional_encoding.matrix"), ("logits", "logits"),
        ("probabilities", "probabilities[position=0]"),
        ("heads", "decoder.1.cross_attention.weights"),
        ("cell", "encoder.1.self_attention.layer_norm.mean[position=cat#2]"),
    ])
    func anyEventIsAPicture(name: String, selector: String) throws {
        let run = try Program.run([
            "print", "Your cat is a lovely cat", "--at", selector, "--numbers", "--width", "78",
        ])
        #expect(run.code == 0)
        try Program.expect(run.output, matches: "at-\(name)")
    }

    /// The paths are a public promise.
    @Test func thePathsOfATrace() throws {
        let run = try Program.run(["trace", "Hi how are you", "--list"])
        #expect(run.code == 0)
        try Program.expect(run.output, matches: "trace-list")
    }

    @Test func anExplanationIsATree() throws {
        let run = try Program.run([
            "explain", Self.tired, "encoder.1.self_attention.weights[head=0, query=it, key=animal]",
        ])
        #expect(run.code == 0)
        #expect(run.output.contains("the value to the last bit"))
        let json = try Program.run([
            "explain", Self.tired, "logits[position=0, token=l']", "--format", "json", "--depth",
            "4",
        ])
        let object =
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(object?["cell"] as? String == "logits[position=<sos>, token=l']")
    }

    /// A step of training has gradients, moved weights and a second run; each can be asked.
    @Test func aStepOfTrainingIsPrinted() throws {
        let step = ["I love you", "--target", "Ti amo molto"]
        let update = try Program.run(
            ["explain"] + step + ["update.logits.bias[token=molto]", "--depth", "1"])
        #expect(update.code == 0)
        try Program.expect(update.output, matches: "explain-update")
        let gradient = try Program.run(
            ["print"] + step + [
                "--at", "gradient.encoder.1.self_attention.weights[head=0]", "--numbers",
            ])
        #expect(gradient.code == 0)
        try Program.expect(gradient.output, matches: "at-gradient")
        let page = try Program.run(["walk"] + step)
        #expect(page.code == 0)
        try Program.expect(page.output, matches: "walked-step")
    }

    @Test func formatsForOtherPrograms() throws {
        let json = try Program.run([
            "print", "I love you", "--format", "json", "--layer", "1", "--head", "0",
        ])
        let array =
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
        #expect(array?.count == 1)
        #expect(array?[0]["path"] as? String == "encoder.1.self_attention.weights[head=0]")
        #expect((array?[0]["values"] as? [[Double]])?.count == 4)
        let csv = try Program.run(["print", "I love you", "--format", "csv", "--layer", "1"])
        let lines = csv.output.split(separator: "\n")
        #expect(lines.first == "path,head,query,key,value")
        #expect(lines.count == 1 + 4 * 4 * 4)
        let trace = try Program.run(["trace", "I love you"])
        let first = try #require(trace.output.split(separator: "\n").first)
        let event = try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any]
        #expect(event?["path"] as? String == "source.ids")
        #expect(
            try Program.run(["print", "I love you", "--format", "svg"]).output.hasPrefix("<svg"))
        #expect(
            try Program.run(["print", "I love you", "--format", "html"]).output.hasPrefix(
                "<!doctype html>"))
    }

    @Test func sentencesFromStandardInput() throws {
        let run = try Program.run(
            ["translate", "-"], input: "I love you very much\n\nThanos defeated the Avengers\n")
        #expect(run.output == "Ti amo molto\nThanos ha sconfitto gli Avengers\n")
        #expect(run.code == 0)
    }

    @Test func colourOnlyWhereItIsWanted() throws {
        let always = ["print", "I love you", "--color", "always"]
        #expect(try Program.run(always).output.contains("\u{1B}[38;5;"))
        #expect(
            try Program.run(always, environment: ["COLORTERM": "truecolor"]).output.contains(
                "48;2;"))
        #expect(!(try Program.run(["print", "I love you"]).output.contains("\u{1B}")))
        #expect(!(try Program.run(always + ["--format", "text"]).output.contains("\u{1B}")))
    }

    /// Each gives one line that says what to do, and its code.
    @Test(arguments: [
        (["print", ""], 65, "heed: the sentence is empty: give at least one word"),
        (
            ["explain", "I love you", "--target", "Ti zorblax", "loss.cross_entropy"], 65,
            "heed: the model cannot write \"zorblax\": give a target in the words that it knows"
        ),
        (["print", "a cat", "--target", " "], 65, "heed: the target is empty"),
        (["trace", "a cat", "--rate", "1"], 64, ""),
        (
            ["print", String(repeating: "cat ", count: 200)], 65,
            "heed: the sentence has 201 tokens; this model reads at most 128"
        ),
        (["print", "a cat", "--at", "nothing.here"], 65, "heed: no event 'nothing.here'"),
        (
            ["print", "a cat", "--at", "logits[x"], 65,
            "heed: the selector is not understood at column 8: expected '=' and a position, found the end"
        ),
        (
            ["print", "a cat", "--layer", "2"], 65,
            "heed: --layer 2: the encoder's layers go from 0 to 1"
        ),
        (["print", "a cat", "--head", "-1"], 64, ""),
        (["print", "a cat", "--head", "4"], 65, "heed: --head 4: the heads go from 0 to 3"),
        (
            ["print", "a cat", "--model", "none"], 66,
            "heed: no model 'none': give a folder that holds a config.json, or one of translation, translation-unguided"
        ),
        (
            ["print", "a cat", "--model", "/tmp"], 66,
            "heed: /tmp cannot be used: it has no config.json"
        ),
        (["print", "a cat", "--theme", "pink"], 64, ""),
        (["print", "a cat", "--width", "3"], 64, ""),
        (
            ["explain", "a cat", "logits"], 65,
            "heed: logits needs one position on each axis to be a cell; add position=..., token=..."
        ),
        (["trace", "a cat", "--format", "npz"], 64, ""),
        (
            ["trace", "a cat", "--format", "npz", "--output", "/nowhere/x"], 73,
            "heed: cannot write /nowhere/x: No such file or directory"
        ),
        (
            ["train", "nothing"], 65,
            "heed: no recipe 'nothing'; choose one of copy, reverse, sort, translation, translation-unguided"
        ),
        (["dance"], 64, ""),
    ])
    func mistakesGetOneLineAndACode(arguments: [String], code: Int32, message: String) throws {
        let run = try Program.run(arguments)
        #expect(run.code == code)
        #expect(run.output.isEmpty)
        #expect(!run.error.isEmpty)
        guard !message.isEmpty else { return }
        #expect(run.error.hasPrefix(message))
        #expect(run.error.split(separator: "\n").count == 1)
    }

    @Test func aBadLineDoesNotStopTheOthers() throws {
        let run = try Program.run(
            ["translate", "-"],
            input: "I love you very much\n" + String(repeating: "cat ", count: 200)
                + "\nThinking machines\n")
        #expect(run.output == "Ti amo molto\nMacchine pensanti\n")
        #expect(run.error == "heed: the sentence has 201 tokens; this model reads at most 128\n")
        #expect(run.code == 65)
    }

    @Test func aClosedPipeAndAFullDiskEndQuietly() throws {
        let pipe = try Program.run(
            script: "heed trace 'I love you' | head -1 | cut -c1-20; echo ${PIPESTATUS[0]}")
        #expect(pipe.output.hasPrefix("{\"path\":\"source.ids\""))
        #expect(pipe.error.isEmpty)
        let full = try Program.run(script: "heed print 'I love you' > /dev/full")
        #expect(full.code == 74)
        #expect(full.error == "heed: cannot write to standard output: No space left on device\n")
    }

    /// Nothing from a sentence reaches the terminal raw, and unknown words are marked.
    @Test func strangeTextIsShownSafely() throws {
        let sentence = "the \u{1B}[31mblorf\u{7} Zoë 日本語 שלום \u{202E}cat e\u{301} 👍🏽"
        for format in ["ansi", "text", "svg", "html", "csv", "json"] {
            let run = try Program.run(["print", sentence, "--format", format, "--color", "never"])
            #expect(run.code == 0)
            for text in [run.output, run.error] {
                #expect(
                    !text.contains("\u{1B}[31m") && !text.contains("\u{7}")
                        && !text.contains("\u{202E}"), "\(format)")
            }
        }
        let text = try Program.run(["print", sentence]).output
        #expect(text.contains("31mblorf␇*"))
        #expect(text.contains("not in the vocabulary, taken for a name and copied: \"Zoë\""))
    }

    @Test func helpTeachesAndScriptsAreMade() throws {
        for command in [
            "", "print", "trace", "explain", "translate", "train", "evaluate", "models",
        ] {
            let run = try Program.run((command.isEmpty ? [] : [command]) + ["--help"])
            #expect(run.code == 0)
            #expect(run.output.contains("EXAMPLES"), "\(command)")
        }
        for shell in ["bash", "zsh", "fish"] {
            let run = try Program.run(["--generate-completion-script", shell])
            #expect(run.code == 0)
            #expect(run.output.contains("translate"))
        }
    }

    @Test func anUnknownWordIsMarkedInTheTranslationToo() throws {
        let run = try Program.run(["translate", "Zoe saw the blorf"])
        #expect(run.output.hasPrefix("Zoe ha visto"))
        #expect(!run.output.contains("blorf") || run.output.contains("blorf*"))
        #expect(
            run.error.contains("heed: * not in the model's vocabulary, read as <unk>: \"blorf\""))
    }

    @Test func theModelsAreListed() throws {
        let run = try Program.run(["models"])
        #expect(run.output.contains("guided in training: encoder layer 1, head 0"))
        #expect(run.output.contains("guided in training: nothing"))
        #expect(run.output.contains("272925"))
    }
}
