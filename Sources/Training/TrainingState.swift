import Checkpoints
import Foundation
import Models
import Tensors

extension TrainingRun {
    private static let recipeKey = "recipe"
    private static let stepKey = "step"

    /// Writes everything that the run needs to go on: one file, replaced whole.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public func saveState(to path: String) throws {
        let recipe = try JSONEncoder().encode(recipe)
        var tensors: [(name: String, value: Tensor)] = []
        for (prefix, part) in [
            ("", parameters), ("first.", optimiser.first), ("second.", optimiser.second),
        ] {
            tensors += part.paths.compactMap { path in part[path].map { (prefix + path, $0) } }
        }
        try Safetensors.write(
            tensors,
            metadata: [
                Self.recipeKey: String(decoding: recipe, as: UTF8.self),
                Self.stepKey: String(step),
            ], to: path)
    }

    /// Goes on from a saved state as if the run had never stopped.
    ///
    /// - Throws: `CheckpointError`.
    public init(resuming path: String) throws {
        let file = try Safetensors(path: path)
        guard let json = file.metadata[Self.recipeKey],
            let recipe = try? JSONDecoder().decode(Recipe.self, from: Data(json.utf8)),
            let step = file.metadata[Self.stepKey].flatMap(Int.init), step >= 0
        else { throw CheckpointError.damaged(path, "it is not the state of a training") }
        let corpus = Corpus(seed: recipe.seed)
        let declarations = EncoderDecoder(recipe.configuration(for: corpus)).declarations
        func part(_ prefix: String) throws -> Parameters {
            var part = Parameters()
            for declaration in declarations {
                guard let value = file[prefix + declaration.path], value.shape == declaration.shape
                else {
                    throw CheckpointError.damaged(
                        path, "'\(prefix)\(declaration.path)' is missing or of another shape")
                }
                part[declaration.path] = value
            }
            return part
        }
        self.init(
            recipe, corpus, parameters: try part(""),
            optimiser: Adam(first: try part("first."), second: try part("second."), steps: step))
    }
}
