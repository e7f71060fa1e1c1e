import Foundation
import Models
import Tensors
import Testing
import Tokenizers

@testable import Checkpoints

@Suite struct TranslationModelTests {
    @Test func aSavedModelIsLoadedAgain() throws {
        let model = TranslationModel.random()
        let loaded = try withTemporaryFolder { folder in
            try model.save(to: folder + "/new/model")
            return try TranslationModel(named: folder + "/new/model")
        }
        #expect(loaded.configuration == model.configuration)
        #expect(loaded.sourceVocabulary == model.sourceVocabulary)
        #expect(loaded.targetVocabulary == model.targetVocabulary)
        #expect(loaded.parameters.paths == model.parameters.paths)
        for path in model.parameters.paths {
            #expect(loaded.parameters[path] == model.parameters[path])
        }
    }

    @Test func theFilesArePlain() throws {
        try withTemporaryFolder { folder in
            try TranslationModel.random().save(to: folder)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                    "config.json", "model.safetensors", "source_vocabulary.txt",
                    "target_vocabulary.txt",
                ])
            #expect(
                try String(contentsOfFile: folder + "/target_vocabulary.txt", encoding: .utf8)
                    == "il\ngatto\nl'\nè\n")
            let configuration = try String(
                contentsOfFile: folder + "/config.json", encoding: .utf8)
            #expect(configuration.contains("\"architecture\" : \"encoder_decoder\""))
            #expect(configuration.contains("\"d_model\" : 4"))
        }
    }

    @Test func howItWasTrainedIsKept() throws {
        struct Recipe: Codable, Equatable {
            var seed: UInt64
            var rate: Float
        }
        try withTemporaryFolder { folder in
            let recipe = Recipe(seed: .max, rate: 2e-3)
            try TranslationModel.random().save(to: folder, training: recipe)
            #expect(try TranslationModel.training(Recipe.self, named: folder) == recipe)
            _ = try TranslationModel(named: folder)
            try TranslationModel.random().save(to: folder)
            #expect(try TranslationModel.training(Recipe.self, named: folder) == nil)
            try edit(folder + "/config.json", "{", to: "{ \"training\": {\"seed\": -1},")
            expectError(
                "\(folder)/config.json is damaged: it is not a JSON object, or a number in it does not fit its kind"
            ) {
                _ = try TranslationModel.training(Recipe.self, named: folder)
            }
        }
    }

    @Test func theBundledModelsLoad() throws {
        #expect(BundledModels.names == ["translation", "translation-unguided"])
        #expect(BundledModels.names.contains(BundledModels.standard))
        let attention = 4 * (64 * 64 + 64)
        let feedForward = 64 * 256 + 256 + 256 * 64 + 64
        let normalisation = 2 * 64
        let encoder = 262 * 64 + 2 * (attention + feedForward + 2 * normalisation)
        let decoder = 349 * 64 + 2 * (2 * attention + feedForward + 3 * normalisation) + 349
        for name in BundledModels.names {
            let model = try TranslationModel(named: name)
            #expect(model.parameters.count == encoder + decoder)
            #expect(model.sourceVocabulary.id(of: "animal") != nil)
        }
    }

    @Test func anUnknownModelIsAnError() {
        let names = BundledModels.names.joined(separator: ", ")
        expectError(
            "no model 'transl\\u{1b}ation': give a folder that holds a config.json, or one of \(names)"
        ) {
            _ = try TranslationModel(named: "transl\u{1B}ation")
        }
        // With a slash it is always a folder.
        expectError(
            "no model './translation': give a folder that holds a config.json, or one of \(names)"
        ) {
            _ = try TranslationModel(named: "./translation")
        }
    }

    @Test func missingBundledModelsAreExplained() {
        #expect(
            CheckpointError.bundledModelsMissing("translation", expected: "/opt/x/Bundled")
                .description
                == "no model 'translation': the bundled models are missing; expected them in "
                + "/opt/x/Bundled; put that folder back beside the program, or give a model folder")
    }
}
