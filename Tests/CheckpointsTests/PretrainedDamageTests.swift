import Checkpoints
import Foundation
import ReferenceCases
import Testing

/// Folders that are wrong: one clear line each.
@Suite(.disabled(if: References.areMissing, "shared/reference is missing"))
struct PretrainedDamageTests {
    /// Copies a checkpoint, changes it, loads it and returns what was said, with `DIR` for the
    /// folder.
    private func problem(_ family: String, _ change: (String) throws -> Void) throws -> String? {
        try FolderCopy.of(family) { copy in
            try change(copy.path)
            return copy.problem
        }
    }

    private func replace(_ old: String, by new: String, in path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacing(old, with: new).write(toFile: path, atomically: false, encoding: .utf8)
    }

    /// What `config.json` says, what it shall say, the problem.
    @Test(arguments: [
        (
            "\"model_type\": \"bert\"", "\"model_type\": \"mamba\\u0007\"",
            "DIR/config.json cannot be used: the architecture 'mamba\\u{7}' is not known; known are bert, distilbert, roberta, xlm-roberta, camembert, gpt2, llama, mistral, qwen2, marian, bart, t5, mt5"
        ),
        (
            "\"hidden_size\": 32", "\"hidden_size\": 64",
            "DIR cannot be used: tensor 'bert.embeddings.word_embeddings.weight' has the shape [380, 32]; config.json needs [380, 64]"
        ),
        (
            "\"hidden_size\": 32", "\"hidden_size\": 30",
            "DIR/config.json cannot be used: vectors of 30 features cannot be split into 4 heads"
        ),
        (
            "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1",
            "DIR cannot be used: tensor 'bert.encoder.layer.1.attention.output.LayerNorm.bias' is of layer 1; config.json says that there are 1"
        ),
        (
            "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3",
            "DIR cannot be used: tensor 'bert.encoder.layer.2.attention.self.query.weight' is missing, the encoder.2.self_attention.query.weight"
        ),
        (
            "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 2.5",
            "DIR/config.json cannot be used: 'num_hidden_layers' is 2.5; expected a whole number from 1 to 1000"
        ),
        (
            "\"vocab_size\": 380", "\"vocab_size\": 9999999999999",
            "DIR/config.json cannot be used: 'vocab_size' is 9999999999999; expected a whole number from 1 to 4194304"
        ),
        (
            "\"hidden_act\": \"gelu\"", "\"hidden_act\": \"quick\"",
            "DIR/config.json cannot be used: 'hidden_act' is 'quick', which is not supported; expected gelu, gelu_fast, gelu_new, gelu_pytorch_tanh, relu, silu, swish, tanh"
        ),
        (
            "\"model_type\": \"bert\"",
            "\"model_type\": \"bert\", \"quantization_config\": {\"quant_method\": \"gptq\\u0007\"}",
            "DIR/config.json cannot be used: its weights are quantised (gptq\\u{7}), which are not read; take the model in float32, float16 or bfloat16"
        ),
        (
            "\"model_type\": \"bert\"",
            "\"model_type\": \"bert\", \"position_embedding_type\": \"relative_key\"",
            "DIR/config.json cannot be used: 'position_embedding_type' is 'relative_key', which is not supported; expected 'absolute'"
        ),
    ])
    func configurationsThatDoNotFitAreRefused(old: String, new: String, expected: String) throws {
        let found = try problem("bert") { try replace(old, by: new, in: $0 + "/config.json") }
        #expect(found == expected)
    }

    /// A link to itself is there, but cannot be read.
    @Test(arguments: ["config.json", "model.safetensors", "tokenizer.json"])
    func linksThatLeadNowhereAreNamed(name: String) throws {
        let found = try problem("bert") { folder in
            let path = folder + "/" + name
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: name)
        }
        #expect(found == "cannot read DIR/\(name): Too many levels of symbolic links")
    }

    @Test func whatIsMissingIsNamed() throws {
        let manager = FileManager.default
        #expect(
            try problem("gpt2_sharded") {
                try manager.removeItem(atPath: $0 + "/model-00002-of-00003.safetensors")
            }
                == "DIR cannot be used: the shard model-00002-of-00003.safetensors is missing; download it too"
        )
        #expect(
            try problem("gpt2_sharded") {
                try replace(
                    "model-00002-of-00003", by: "../model-00002-of-00003",
                    in: $0 + "/model.safetensors.index.json")
            }
                == "DIR/model.safetensors.index.json is damaged: '../model-00002-of-00003.safetensors' is not the name of a shard"
        )
        #expect(
            try problem("gpt2") {
                try manager.moveItem(
                    atPath: $0 + "/model.safetensors", toPath: $0 + "/pytorch_model.bin")
            }
                == "DIR cannot be used: its weights are in pytorch_model.bin; only safetensors are read. Convert them with transformers: GPT2LMHeadModel.from_pretrained(DIR).save_pretrained(DIR), or download the model.safetensors of the same model"
        )
        #expect(
            try problem("bert") {
                try manager.removeItem(atPath: $0 + "/tokenizer.json")
                try manager.removeItem(atPath: $0 + "/vocab.txt")
            } == "DIR cannot be used: it has no tokenizer.json and no vocab.txt")
    }

    @Test func aTokenizerThatTheWeightsDoNotFitIsRefused() throws {
        let other = try References.bytes("llama/checkpoint/tokenizer.json")
        #expect(
            try problem("bert") {
                try Data(other).write(to: URL(filePath: $0 + "/tokenizer.json"))
            } == "DIR cannot be used: its tokenizer has the id 619; the weights have 380 tokens")
    }

    @Test func tokensThatTheWeightsDoNotHaveAreRefused() throws {
        #expect(
            try problem("t5") {
                try replace(
                    "\"decoder_start_token_id\": 0", by: "\"decoder_start_token_id\": 5000",
                    in: $0 + "/generation_config.json")
            }
                == "DIR cannot be used: its configuration names the token 5000; the weights have 380 tokens"
        )
    }

    @Test func filesThatLeadNowhereAreRefused() throws {
        #expect(
            try problem("bert") { folder in
                try FileManager.default.removeItem(atPath: folder + "/config.json")
                try FileManager.default.createSymbolicLink(
                    atPath: folder + "/config.json", withDestinationPath: "config.json")
            } == "cannot read DIR/config.json: Too many levels of symbolic links")
        #expect(
            try problem("bert") {
                try String(repeating: "{\"a\":", count: 1_000_000).write(
                    toFile: $0 + "/config.json", atomically: false, encoding: .utf8)
            } == "cannot read DIR/config.json: it has 5000000 bytes; expected at most 1048576")
        #expect(
            try problem("bert") {
                try String(repeating: "{\"a\":", count: 100_000).write(
                    toFile: $0 + "/config.json", atomically: false, encoding: .utf8)
            }
                == "DIR/config.json is damaged: the text is not understood at byte 501: expected at most 100 values in each other"
        )
    }

    @Test func oldVocabulariesGiveTheSameTokens() throws {
        for (family, names) in [
            ("bert", ["vocab.txt"]), ("roberta", ["vocab.json", "merges.txt"]),
            ("t5", ["spiece.model"]),
        ] {
            let whole = try PretrainedModel(folder: References.path("\(family)/checkpoint"))
            let problem = try problem(family) { folder in
                for name in names {
                    #expect(FileManager.default.fileExists(atPath: folder + "/" + name))
                }
                try FileManager.default.removeItem(atPath: folder + "/tokenizer.json")
                let model = try PretrainedModel(folder: folder)
                let sentence = "On the river bank <extra_id_3>, d\u{e9}j\u{e0} vu"
                #expect(model.tokenizer.encode(sentence) == whole.tokenizer.encode(sentence))
            }
            #expect(problem == nil)
        }
    }
}
