import ArgumentParser
import Models
import Training

/// What is trained, and with which sizes and parts.
struct RecipeOptions: ParsableArguments {
    @Argument(
        help: "What to train: \(Recipe.names).", completion: .list(Recipe.named.keys.sorted()))
    var name: String

    @Option(help: "Another seed.")
    var seed: UInt64?

    @Option(help: "Another number of steps.")
    var steps: Int?

    @Option(name: .customLong("d-model"), help: "The width of the vectors between the layers.")
    var dModel: Int?

    @Option(help: "The attention heads of a layer.")
    var heads: Int?

    @Option(help: "The layers of the encoder, and as many of the decoder.")
    var layers: Int?

    @Option(name: .customLong("d-ff"), help: "The width inside the feed-forward parts.")
    var dFF: Int?

    @Flag(inversion: .prefixedNo, help: "Tell each word its position.")
    var positions = true

    @Flag(inversion: .prefixedNo, help: "Hide the words behind each word from the decoder.")
    var mask = true

    @Flag(inversion: .prefixedNo, help: "Divide the scores by sqrt(d_k).")
    var scaling = true

    @Flag(inversion: .prefixedNo, help: "Add what went into each part to what comes out.")
    var residuals = true

    @Flag(
        inversion: .prefixedNo,
        help: "Guide a head from the pronoun to its noun; as the recipe says if left out.")
    var guidance: Bool?

    func validate() throws {
        guard let recipe = try? recipe() else { return }
        if let problem = recipe.problem { throw ValidationError(problem + ".") }
    }

    /// - Throws: `Failure.input`.
    func recipe() throws -> Recipe {
        var recipe = try Recipe.named(name)
        if let seed { recipe.seed = seed }
        if let steps {
            recipe.steps = steps
            // A shorter training reaches its peak sooner.
            recipe.warmUp = min(recipe.warmUp, max(steps / 5, 1))
        }
        if let dModel { recipe.architecture.dModel = dModel }
        if let heads { recipe.architecture.heads = heads }
        if let layers { recipe.architecture.layers = layers }
        if let dFF { recipe.architecture.dFF = dFF }
        let parts: [(isThere: Bool, Omission)] = [
            (positions, .positions), (mask, .mask), (scaling, .scaling), (residuals, .residuals),
        ]
        recipe.architecture.omissions = parts.filter { !$0.isThere }.map(\.1).sorted()
        if let guidance { recipe.guidance = guidance ? Recipe().guidance : 0 }
        return recipe
    }

    /// The command that trains the same model again.
    var command: String {
        let numbers: [(String, String?)] = [
            ("seed", seed.map(String.init)), ("steps", steps.map(String.init)),
            ("d-model", dModel.map(String.init)), ("heads", heads.map(String.init)),
            ("layers", layers.map(String.init)), ("d-ff", dFF.map(String.init)),
        ]
        let parts = [
            ("positions", positions), ("mask", mask), ("scaling", scaling),
            ("residuals", residuals),
        ]
        let flags =
            parts.filter { !$0.1 }.map { "--no-" + $0.0 }
            + (guidance.map { [$0 ? "--guidance" : "--no-guidance"] } ?? [])
        return
            (["heed train", name]
            + numbers.compactMap { name, value in
                value.map { "--\(name) \($0)" }
            } + flags).joined(separator: " ")
    }
}

extension Recipe {
    /// The names of the recipes, for help and errors.
    static var names: String { named.keys.sorted().joined(separator: ", ") }

    /// - Throws: `Failure.input`.
    static func named(_ name: String) throws -> Recipe {
        guard let recipe = named[name] else {
            throw Failure.input("no recipe '\(name)'; choose one of \(names)")
        }
        return recipe
    }
}
