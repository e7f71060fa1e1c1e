import Foundation
import ReferenceCases
import Testing

/// The commands on folders in the Hugging Face layout.
@Suite(.disabled(if: References.areMissing, "shared/reference is missing"))
struct PretrainedCommandTests {
    private func folder(_ family: String) -> String { References.path("\(family)/checkpoint") }

    @Test(arguments: [
        "bert", "bert_bf16", "bert_legacy", "distilbert", "roberta", "gpt2", "gpt2_f16",
        "gpt2_sharded", "llama", "llama3", "marian", "bart", "t5", "t5_gated",
    ])
    func everyFamilyIsPrintedAndInspected(family: String) throws {
        let print = try Program.run([
            "print", "On the river bank", "--model", folder(family), "--words",
        ])
        #expect(print.code == 0 && print.error.isEmpty)
        #expect(print.output.hasPrefix("On the river bank\n"))
        #expect(print.output.contains("gives"))
        #expect(print.output.contains("the mean over those that"))
        let models = try Program.run(["models", folder(family)])
        #expect(models.code == 0)
        #expect(models.output.contains("everything fits together"))
    }

    @Test func theMaskIsGuessed() throws {
        let run = try Program.run(["print", "On the river [MASK]", "--model", folder("bert")])
        #expect(run.output.contains("\nthe mask: "))
    }

    @Test func pairsAreCompared() throws {
        let arguments = ["print", "On the river", "--pair", "it was too wide", "--model"]
        let bert = try Program.run(arguments + [folder("bert_legacy")])
        #expect(bert.output.contains("the second text follows the first with a probability of 0."))
        let gpt = try Program.run(arguments + [folder("gpt2")])
        #expect(gpt.code == 65)
        #expect(gpt.error == "heed: this model reads one text, not a pair\n")
    }

    /// Where a number of a deep layer comes from, down to the token.
    @Test func anExplanationReachesTheEmbedding() throws {
        let run = try Program.run([
            "explain", "when you play",
            "decoder.1.self_attention.weights[head=0, query=2, key=0]", "--model", folder("gpt2"),
            "--depth", "60", "--terms", "1",
        ])
        #expect(run.code == 0)
        #expect(run.output.contains("decoder.embedding.table[token="))
        #expect(run.output.contains("chosen by"))
        #expect(run.output.contains("the value to the last bit"))
    }

    @Test func aTextGoesOn() throws {
        let run = try Program.run([
            "translate", "when you play the", "--model", folder("gpt2"), "--limit", "8",
        ])
        #expect(run.output == "when you play the*** s s scause be\n")
        let bert = try Program.run(["translate", "the river", "--model", folder("bert")])
        #expect(bert.code == 65)
        #expect(
            bert.error
                == "heed: this model reads and writes nothing; heed print shows what it sees\n")
    }

    @Test func theWeightsAreCountedByPart() throws {
        let run = try Program.run(["models", folder("gpt2_f16")])
        #expect(run.output.contains("decoder.N.self_attention, 2 times"))
        #expect(run.output.contains("= 4 x 32 x 32 + 6 x 32"))
        #expect(run.output.contains("numbers of F16"))
    }
}
