import Checkpoints
import Foundation
import ReferenceCases
import Testing

/// Folders as they are published and as they lie on disks: what goes, and what is said of the rest.
@Suite(.disabled(if: References.areMissing, "shared/reference is missing"))
struct PublishedFolderTests {
    /// What the configuration of a checkpoint says, and the relative of its family that it becomes.
    @Test(arguments: [
        ("roberta", "xlm-roberta", "XLM-RoBERTa, an encoder"),
        ("roberta", "camembert", "CamemBERT, an encoder"),
        ("llama", "mistral", "Mistral, a decoder"),
        ("t5_gated", "mt5", "mT5, an encoder-decoder"),
    ])
    func relativesOfAFamilyAreRead(family: String, type: String, title: String) throws {
        let old = family == "t5_gated" ? "t5" : family
        try FolderCopy.of(family) { copy in
            let before = try PretrainedModel(folder: copy.path)
            try copy.replace("\"model_type\": \"\(old)\"", by: "\"model_type\": \"\(type)\"")
            let model = try PretrainedModel(folder: copy.path)
            #expect(model.family == title)
            #expect(
                model.architecture.declarations.map(\.path)
                    == before.architecture.declarations.map(\.path))
        }
    }

    /// What the configuration says of the window; the longest text.
    @Test(arguments: [
        ("", 40), (", \"sliding_window\": null", 40), (", \"sliding_window\": 16", 16),
    ])
    func aTokenOfMistralLooksNoFartherThanItsWindow(window: String, longest: Int) throws {
        try FolderCopy.of("llama") { copy in
            try copy.replace(
                "\"model_type\": \"llama\"", by: "\"model_type\": \"mistral\"\(window)")
            #expect(try PretrainedModel(folder: copy.path).longest == longest)
        }
    }

    /// Its queries, keys and values have a bias each, and what the heads say together has none.
    @Test func qwenWantsBiases() throws {
        try FolderCopy.of("llama") { copy in
            try copy.replace("\"model_type\": \"llama\"", by: "\"model_type\": \"qwen2\"")
            #expect(
                copy.problem
                    == "DIR cannot be used: tensor 'model.layers.0.self_attn.q_proj.bias' is "
                    + "missing, the decoder.0.self_attention.query.bias")
        }
    }

    @Test func marianReadsAndWritesWithOneVocabulary() throws {
        try FolderCopy.of("marian") { copy in
            try copy.replace("\"decoder_vocab_size\": 360", by: "\"decoder_vocab_size\": 500")
            #expect(
                copy.problem?.contains(
                    "'decoder_vocab_size' is 500 and 'vocab_size' 360; only models") == true)
        }
        try FolderCopy.of("marian") { copy in
            try copy.replace(
                "\"share_encoder_decoder_embeddings\": true",
                by: "\"share_encoder_decoder_embeddings\": false")
            #expect(
                copy.problem?.contains(
                    "'share_encoder_decoder_embeddings' is false, which is not supported") == true)
        }
    }

    @Test func theClassTellsTheFamilyWhereNothingElseDoes() throws {
        try FolderCopy.of("gpt2") { copy in
            try copy.replace("\"model_type\": \"gpt2\",", by: "")
            #expect(try PretrainedModel(folder: copy.path).family == "GPT-2, a decoder")
            try copy.replace("GPT2LMHeadModel", by: "GPTNeoForCausalLM")
            #expect(copy.problem?.contains("it has no 'model_type'; known are bert,") == true)
        }
    }

    /// Transformers 5 calls the table tied, and says apart that the output is not scaled.
    @Test func t5SaysApartWhetherItsOutputIsScaled() throws {
        func paths(_ copy: FolderCopy) throws -> [String] {
            try PretrainedModel(folder: copy.path).architecture.declarations.map(\.path)
        }
        try FolderCopy.of("t5_gated") { copy in
            let before = try paths(copy)
            #expect(before.contains("logits.weight"))
            try copy.replace(
                "\"tie_word_embeddings\": false",
                by: "\"tie_word_embeddings\": true, \"scale_decoder_outputs\": false")
            #expect(try paths(copy) == before)
        }
    }

    @Test func tokensBehindTheLastRowAreNoObstacle() throws {
        try FolderCopy.of("bert") { copy in
            try copy.replace(
                "\"added_tokens\": [",
                by: """
                    "added_tokens": [{"id": 380, "content": "[NEW]", "single_word": false, \
                    "lstrip": false, "rstrip": false, "normalized": false, "special": true},
                    """, in: "tokenizer.json")
            let model = try PretrainedModel(folder: copy.path)
            #expect(model.vocabulary == 380)
            #expect(model.tokenizer.endID == 381)
            #expect(model.tokenizer.encode("[NEW]", addsSpecials: false).map(\.id) == [380])
        }
    }

    @Test func theTokenizerOfAnotherModelIsRefused() throws {
        try FolderCopy.of("bert") { copy in
            try copy.write(
                References.bytes("gpt2/checkpoint/tokenizer.json"), to: "tokenizer.json")
            try copy.replace("\"vocab_size\": 380", by: "\"vocab_size\": 420")
            #expect(
                copy.problem?.hasPrefix(
                    "DIR cannot be used: its tokenizer is another model's: config.json names the "
                        + "token 0 for the beginning, the end or the padding of a text, the "
                        + "tokenizer spells it '") == true)
        }
    }

    @Test func wordsThatAreTooFewAreADoubt() throws {
        try FolderCopy.of("bert") { copy in
            #expect(try PretrainedModel(folder: copy.path).doubt == nil)
            let piece = References.path("bert/checkpoint/vocab.txt")
            let lines = try String(contentsOfFile: piece, encoding: .utf8).split(separator: "\n")
            try copy.remove("tokenizer.json")
            try copy.write(lines.prefix(200).joined(separator: "\n"), to: "vocab.txt")
            let doubt =
                "the tokenizer has 200 tokens and the weights 380: look whether it is this "
                + "model's own"
            #expect(try PretrainedModel(folder: copy.path).doubt == doubt)
            #expect(try PretrainedInspection(folder: copy.path).doubt == doubt)
        }
    }
}

// MARK: - What lies there in the place of a model

extension PublishedFolderTests {
    private static let pointer = """
        version https://git-lfs.github.com/spec/v1
        oid sha256:68d45e234eb4a928074dfd868cead0219ab85354cc53d20e772753c6bb9169d3
        size 440449768

        """

    @Test(arguments: ["config.json", "tokenizer.json", "model.safetensors"])
    func whatADownloadLeftBehindIsNamed(name: String) throws {
        try FolderCopy.of("bert") { copy in
            try copy.write(Self.pointer, to: name)
            #expect(
                copy.problem
                    == "cannot read DIR/\(name): it is only a pointer of Git LFS to the file; "
                    + "fetch the file with git lfs pull, or download it again")
            try copy.write("<!DOCTYPE html><html>Please log in</html>", to: name)
            #expect(
                copy.problem
                    == "cannot read DIR/\(name): it is a web page; download the file again, the "
                    + "site may ask you to log in first")
        }
    }

    @Test func aFolderWithoutConfigurationSaysWhereTheModelMayBe() throws {
        func problem(_ name: String, _ text: String = "{}") throws -> String? {
            try withTemporaryFolder { path in
                let folder = FolderCopy(path: path)
                try folder.write(text, to: name)
                return folder.problem
            }
        }
        let start = "DIR cannot be used: it has no config.json"
        #expect(try problem("README.md") == start)
        #expect(try problem("other/config.json") == start)
        #expect(
            try problem("checkpoint-500/config.json")
                == start + ", but checkpoint-500 in it has one: give that folder")
        #expect(
            try problem("snapshots/86b5e093/config.json")
                == start + ", but snapshots/86b5e093 in it has one: give that folder")
        #expect(
            try problem("adapter_config.json", "{\"base_model_name_or_path\": \"a/b\\u0007\"}")
                == start + "; it is an adapter, what was learned beside a/b\\u{7}. Join the two "
                + "with peft: AutoPeftModelForCausalLM.from_pretrained(DIR).merge_and_unload()"
                + ".save_pretrained(NEW)")
        #expect(
            try problem("a.Q4_K_M.gguf")
                == start + ", only a.Q4_K_M.gguf; download the safetensors of the model that it "
                + "was made from, with its config.json and tokenizer.json")
    }

    @Test func theNewestCheckpointOfATrainingIsNamed() throws {
        try withTemporaryFolder { path in
            let folder = FolderCopy(path: path)
            for step in [500, 1000, 900] {
                try folder.write("{}", to: "checkpoint-\(step)/config.json")
            }
            #expect(folder.problem?.contains("but checkpoint-1000 in it") == true)
        }
    }

    /// The file of weights that is there, and what is said.
    @Test(arguments: [
        (
            ["model.onnx"],
            "its weights are in model.onnx; only safetensors are read. Download the safetensors "
                + "of the model that it was made from"
        ),
        (
            ["flax_model.msgpack", "optimizer.pt", "pytorch_model.bin"],
            "its weights are in pytorch_model.bin; only safetensors are read. Convert them with "
                + "transformers: GPT2LMHeadModel.from_pretrained(DIR).save_pretrained(DIR), or "
                + "download the model.safetensors of the same model"
        ),
        (
            ["model-00001-of-00002.safetensors", "pytorch_model.bin"],
            "it has model-00001-of-00002.safetensors, but no model.safetensors.index.json, which "
                + "says where each tensor lies; download it too"
        ),
        (
            ["consolidated.safetensors"],
            "its weights are in consolidated.safetensors; expected model.safetensors"
        ),
        (
            ["optimizer.pt", "training_args.bin"],
            "it has no model.safetensors and no model.safetensors.index.json"
        ),
    ])
    func weightsThatAreNotReadAreNamed(names: [String], expected: String) throws {
        try FolderCopy.of("gpt2") { copy in
            try copy.remove("model.safetensors")
            for name in names { try copy.write("", to: name) }
            #expect(copy.problem == "DIR cannot be used: " + expected)
        }
    }

    @Test func weightsOfEightBitsAreRefusedWithAWayOut() throws {
        try FolderCopy.of("llama") { copy in
            try copy.replace(
                "\"model_type\"",
                by: "\"quantization_config\": {\"quant_method\": \"fp8\"}, \"model_type\"")
            #expect(
                copy.problem
                    == "DIR/config.json cannot be used: its weights are quantised (fp8), which "
                    + "are not read; take the model in float32, float16 or bfloat16, or convert "
                    + "it with transformers: LlamaForCausalLM.from_pretrained(DIR, "
                    + "quantization_config=FineGrainedFP8Config(dequantize=True))"
                    + ".save_pretrained(NEW, save_original_format=False)")
        }
    }

    @Test(arguments: ["tokenizer.model", "merges.txt"])
    func anOldTokenizerIsRefusedWithAWayOut(name: String) throws {
        try FolderCopy.of("llama") { copy in
            try copy.move("tokenizer.json", to: name)
            #expect(
                copy.problem
                    == "DIR cannot be used: it has no tokenizer.json; transformers makes one of "
                    + "\(name): AutoTokenizer.from_pretrained(DIR).save_pretrained(DIR)")
        }
    }
}
