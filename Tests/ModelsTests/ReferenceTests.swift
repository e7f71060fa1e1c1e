import Checkpoints
import Foundation
import Models
import Tensors
import Testing
import Tokenizers

@testable import Tracing
@testable import Training

/// The core against PyTorch: `References/tiny/README.md` says how the files were made.
struct ReferenceTests {
    private static let folder =
        URL(filePath: #filePath).deletingLastPathComponent().path
        + "/References/tiny/"

    private let configuration: Configuration
    private let parameters: Parameters
    private let values: Safetensors
    private let model: EncoderDecoder

    init() throws {
        let json = try Data(contentsOf: URL(filePath: Self.folder + "config.json"))
        configuration = try JSONDecoder().decode(Configuration.self, from: json)
        model = EncoderDecoder(configuration)
        let weights = try Safetensors(path: Self.folder + "model.safetensors")
        var parameters = Parameters()
        for path in weights.names { parameters[path] = weights[path] }
        self.parameters = parameters
        values = try Safetensors(path: Self.folder + "values.safetensors")
    }

    private func ids(_ name: String) throws -> [Int] {
        try #require(values[name]).elements.map { Int($0) }
    }

    private func example() throws -> Example {
        Example(source: try ids("source.ids"), target: try ids("target.ids"))
    }

    private func distance(_ a: Tensor, _ b: Tensor) -> Float {
        zip(a.elements, b.elements).reduce(0) { worst, pair in
            pair.0 == pair.1 ? worst : max(worst, (pair.0 - pair.1).magnitude)
        }
    }

    @Test func everyValueIsThatOfPyTorch() throws {
        let recorder = Recorder()
        model.run(
            source: TokenSequence(unlabelled: try ids("source.ids")),
            target: TokenSequence(unlabelled: try ids("target.ids")),
            in: Scope(tracer: Tracer(sink: recorder), parameters: parameters))
        var compared = 0
        for event in recorder.trace.events where !(event.op is Parameter) {
            guard let expected = values[event.path] else {
                Issue.record("\(event.path) has no reference")
                continue
            }
            let value = recorder.trace.value(of: event.id)
            #expect(value.shape == expected.shape, "\(event.path)")
            #expect(distance(value, expected) < 1e-5, "\(event.path)")
            compared += 1
        }
        #expect(compared > 150)
    }

    @Test func theLossAndItsGradientsAreThoseOfPyTorch() throws {
        let example = try example()
        var recipe = Recipe()
        recipe.guidance = 0
        let step = TrainingStep(model: model, recipe: recipe)
        let result = step.gradients(of: [example], parameters: parameters)
        #expect((result.crossEntropy - (try #require(values["loss"]).elements[0])).magnitude < 1e-5)
        for path in parameters.paths {
            let expected = try #require(values["gradient." + path])
            let gradient = try #require(result.gradients[path])
            #expect(distance(gradient, expected) < 2e-5, "\(path)")
        }
    }

    @Test(arguments: [(1, "clipped."), (.infinity, "unclipped.")] as [(Float, String)])
    func fiveStepsOfAdamEndWhereThoseOfPyTorchDo(clip: Float, run: String) throws {
        let training = try Safetensors(path: Self.folder + "training.safetensors")
        let example = try example()
        var recipe = Recipe()
        recipe.guidance = 0
        recipe.clip = clip
        recipe.peakRate = 1e-2
        recipe.finalShare = 1
        recipe.warmUp = 0
        let step = TrainingStep(model: model, recipe: recipe)
        var parameters = parameters
        var optimiser = Adam(for: parameters)
        let losses = try #require(training[run + "loss"]).elements
        for (number, loss) in losses.enumerated() {
            let report = step.apply([example], step: number, to: &parameters, optimiser: &optimiser)
            #expect((report.crossEntropy - loss).magnitude < 1e-4)
        }
        for path in parameters.paths {
            guard let expected = training[run + path] else {
                #expect(path.hasSuffix(".key.bias"), "\(path) has no reference")
                continue
            }
            #expect(distance(try #require(parameters[path]), expected) < 1e-4, "\(path)")
        }
    }

    /// Cutting a batch into shards changes the order of sums, not what is summed.
    @Test func shardsTogetherGiveTheGradientOfTheBatch() throws {
        let one = try example()
        let batch = [one, Example(source: one.source.reversed(), target: [4, 9, 2]), one]
        var recipe = Recipe()
        recipe.guidance = 0
        let whole = TrainingStep(model: model, recipe: recipe).gradients(
            of: batch, parameters: parameters)
        recipe.shard = 1
        let parts = TrainingStep(model: model, recipe: recipe).gradients(
            of: batch, parameters: parameters)
        for path in parameters.paths {
            let a = try #require(whole.gradients[path])
            #expect(distance(a, try #require(parts.gradients[path])) < 1e-5, "\(path)")
        }
    }
}
