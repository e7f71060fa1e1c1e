import Checkpoints
import Foundation
import Models
import Testing

@testable import Training

struct RecipeTests {
    /// What can be chosen leaves no trace where nothing was chosen.
    @Test(arguments: BundledModels.names)
    func aBundledModelIsSavedAsItWas(name: String) throws {
        let folder = try BundledModels.path(of: name)
        let recipe = try #require(try TranslationModel.training(Recipe.self, named: name))
        #expect(recipe == Recipe.named[name])
        try withTemporaryFolder { copy in
            try TranslationModel(folder: folder).save(to: copy, training: recipe)
            for file in ["config.json", "model.safetensors", "source_vocabulary.txt"] {
                #expect(
                    FileManager.default.contentsEqual(
                        atPath: copy + "/" + file, andPath: folder + "/" + file), "\(file)")
            }
        }
    }

    @Test func whatWasChosenIsRemembered() throws {
        var recipe = try #require(Recipe.named["reverse"])
        recipe.architecture.omissions = [.positions, .scaling]
        let read = try JSONDecoder().decode(Recipe.self, from: JSONEncoder().encode(recipe))
        #expect(read == recipe)
        #expect(read.task == .reverse)
        try withTemporaryFolder { folder in
            let model = TrainingRun(recipe).model
            try model.save(to: folder, training: recipe)
            let loaded = try TranslationModel(folder: folder)
            #expect(loaded.configuration.omissions == [.positions, .scaling])
            #expect(loaded.configuration == model.configuration)
        }
    }

    @Test func nobodyCanDoWithoutWhatIsNoPart() throws {
        try withTemporaryFolder { folder in
            try TrainingRun(try #require(Recipe.named["copy"])).model.save(to: folder)
            let path = folder + "/config.json"
            let text = try String(contentsOfFile: path, encoding: .utf8)
                .replacing("\"heads\"", with: "\"without\" : [\"attention\"], \"heads\"")
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let problem =
                "'without' names what no model can do without; expected some of "
                + "positions, mask, scaling, residuals"
            #expect(throws: CheckpointError.damaged(path, problem)) {
                try TranslationModel(folder: folder)
            }
        }
    }

    @Test(arguments: [
        ("d_model is 31; expected an even number", 31, 1, 0 as Float),
        ("d_model is 32 and cannot be split into 3 heads", 32, 3, 0),
        ("d_model is 1024; expected 2 to 512", 1024, 2, 0),
        ("digits have no pronoun to guide a head by", 32, 2, 0.1),
    ])
    func aRecipeThatCannotBeSaysWhy(
        problem: String, dModel: Int, heads: Int, guidance: Float
    ) throws {
        var recipe = try #require(Recipe.named["sort"])
        #expect(recipe.problem == nil)
        recipe.architecture.dModel = dModel
        recipe.architecture.heads = heads
        recipe.guidance = guidance
        #expect(recipe.problem?.hasPrefix(problem) == true, "\(recipe.problem ?? "")")
    }

    /// Where there is one layer, it is guided.
    @Test(arguments: [(1, 0), (2, 1), (4, 1)])
    func theGuidedHeadIsThere(layers: Int, guided: Int) {
        var recipe = Recipe()
        recipe.architecture.layers = layers
        #expect(recipe.guidedHead == HeadReference(layer: guided, head: 0))
        recipe.guidance = 0
        #expect(recipe.guidedHead == nil)
    }
}
