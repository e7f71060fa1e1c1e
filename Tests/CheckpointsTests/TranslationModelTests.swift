import Foundation
import Tensors
import Testing

@testable import Checkpoints

struct TranslationModelTests {
    private func withCopy(_ body: (String, TranslationModel) throws -> Void) throws {
        let model = try TranslationModel(named: BundledModels.standard)
        let folder = NSTemporaryDirectory() + "heed-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try model.save(to: folder)
        try body(folder, model)
    }

    private func problem(in folder: String) -> String {
        do {
            _ = try TranslationModel(folder: folder)
            return "none"
        } catch CheckpointError.damaged(let path, let problem) {
            return path.split(separator: "/").last.map { "\($0): \(problem)" } ?? problem
        } catch {
            return "\(error)"
        }
    }

    private func replace(_ old: String, with new: String, in file: String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacing(old, with: new).write(toFile: file, atomically: true, encoding: .utf8)
    }

    @Test func theBundledModelsAreWhole() throws {
        #expect(BundledModels.names == ["translation", "translation-unguided"])
        let attention = 4 * (64 * 64 + 64)
        let feedForward = 64 * 256 + 256 + 256 * 64 + 64
        let norm = 2 * 64
        let encoder = 262 * 64 + 2 * (attention + feedForward + 2 * norm)
        let decoder = 349 * 64 + 2 * (2 * attention + feedForward + 3 * norm) + 349
        for name in BundledModels.names {
            let model = try TranslationModel(named: name)
            #expect(model.parameters.count == encoder + decoder)
        }
    }

    @Test func whatIsSavedIsLoaded() throws {
        try withCopy { folder, model in
            let loaded = try TranslationModel(folder: folder)
            #expect(loaded.configuration == model.configuration)
            #expect(loaded.targetVocabulary == model.targetVocabulary)
            for path in model.parameters.paths {
                #expect(loaded.parameters[path] == model.parameters[path])
            }
        }
    }

    @Test(arguments: [
        (
            "\"d_model\" : 64", "\"d_model\" : 63",
            "config.json: 'd_model' 63 cannot be split into 4 heads"
        ),
        (
            "\"d_model\" : 64", "\"d_model\" : -64",
            "config.json: 'd_model' is -64; expected 1 to 65536"
        ),
        (
            "\"heads\" : 4", "\"heads\" : \"four\"",
            "config.json: 'heads' is not a number of the right kind"
        ),
        ("\"heads\" : 4,", "", "config.json: 'heads' is missing"),
        (
            "\"d_ff\" : 256", "\"d_ff\" : 1000000",
            "model.safetensors: its 1100644 bytes cannot hold the 512104640 weights that config.json asks for"
        ),
        (
            "\"d_ff\" : 256", "\"d_ff\" : 255",
            "model.safetensors: 'encoder.0.feed_forward.first_linear.weight' has the shape [64, 256], expected [64, 255]"
        ),
        (
            "\"encoder_layers\" : 2", "\"encoder_layers\" : 1",
            "config.json: 'guided_head' is not a head of the encoder"
        ),
        (
            "\"source_vocabulary\" : 262", "\"source_vocabulary\" : 999",
            "source_vocabulary.txt: it gives 262 tokens, config.json says 999"
        ),
        ("{", "[", "config.json: it is not a JSON object of the model's sizes"),
    ])
    func aLyingConfigurationIsRefused(old: String, new: String, expected: String) throws {
        try withCopy { folder, _ in
            try replace(old, with: new, in: folder + "/config.json")
            #expect(problem(in: folder) == expected)
        }
    }

    @Test func damagedWeightsAndWordsAreRefused() throws {
        try withCopy { folder, model in
            var parameters = model.parameters
            parameters.update("logits.bias") { $0[3] = .nan }
            try TranslationModel(
                configuration: model.configuration, parameters: parameters,
                sourceVocabulary: model.sourceVocabulary, targetVocabulary: model.targetVocabulary
            ).save(to: folder)
            #expect(problem(in: folder) == "model.safetensors: number 3 of 'logits.bias' is nan")
            parameters["stranger"] = Tensor([1])
            parameters.update("logits.bias") { $0[3] = 0 }
            try TranslationModel(
                configuration: model.configuration, parameters: parameters,
                sourceVocabulary: model.sourceVocabulary, targetVocabulary: model.targetVocabulary
            ).save(to: folder)
            #expect(
                problem(in: folder) == "model.safetensors: 'stranger' is not a weight of this model"
            )
            try replace("\nanimal\n", with: "\ncat\n", in: folder + "/source_vocabulary.txt")
            #expect(problem(in: folder) == "source_vocabulary.txt: 'cat' occurs twice")
        }
    }

    @Test func anUnknownNameListsTheBundledOnes() {
        #expect(throws: CheckpointError.unknownModel("nope", bundled: BundledModels.names)) {
            try TranslationModel(named: "nope")
        }
    }
}
