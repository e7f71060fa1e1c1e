import Foundation

@testable import Training

/// Calls `body` with the path of an empty folder that is removed afterwards.
func withTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}

extension Recipe {
    /// A training that a test has time for.
    static func tiny(_ task: TrainingTask = .sort, steps: Int = 24) -> Recipe {
        var recipe = Recipe()
        recipe.task = task
        recipe.architecture.dModel = 8
        recipe.architecture.heads = 2
        recipe.architecture.layers = 1
        recipe.architecture.dFF = 8
        recipe.steps = steps
        recipe.batch = 8
        recipe.shard = 4
        recipe.warmUp = 4
        recipe.guidance = 0
        recipe.unknownNames = 0
        return recipe
    }
}
