import Foundation
import Models
import Testing
import Tokenizers
import Tracing

@testable import Training

struct WalkedStepTests {
    private static func run(_ change: (inout Recipe) -> Void = { _ in }) -> TrainingRun {
        var recipe = Recipe.tiny(.reverse)
        change(&recipe)
        return TrainingRun(recipe)
    }

    private static func step(
        _ rule: UpdateRule, _ change: (inout Recipe) -> Void = { _ in }
    ) -> WalkedStep {
        let run = run(change)
        return WalkedStep(
            run.corpus.examples[1], model: run.model, recipe: run.recipe, rule: rule)
    }

    /// The words' terms are the loss, and without smoothing the logarithms of the probabilities.
    @Test func theTermsAreTheLoss() {
        let step = Self.step(.descent(rate: 0.1)) { $0.labelSmoothing = 0 }
        #expect(step.terms.map(\.word) == ["8", "1", "7", "2", "<eos>"])
        for term in step.terms {
            #expect((term.value + log(term.probability)).magnitude < 1e-5)
        }
        let mean = step.terms.reduce(0) { $0 + $1.value } / 5
        #expect((mean - step.loss.value[[]]).magnitude < 1e-6)
    }

    /// A small step against the gradient lowers the loss by the rate times the squared norm.
    @Test func aSmallStepLowersTheLossAsTheGradientSays() {
        let step = Self.step(.descent(rate: 1e-3)) { $0.clip = 1e9 }
        let expected = 1e-3 * step.gradientNorm * step.gradientNorm
        let drop = step.loss.value[[]] - step.lossAfter.value[[]]
        #expect(step.gradientScale == 1)
        #expect((drop / expected - 1).magnitude < 0.05, "\(drop) of \(expected)")
    }

    @Test func everyParameterMovesAgainstItsGradient() throws {
        let step = Self.step(.descent(rate: 0.5)) { $0.clip = 0.25 }
        #expect(step.updates.map(\.path) == step.modelAfter.parameters.paths)
        #expect((step.gradientScale - 0.25 / step.gradientNorm).magnitude < 1e-6)
        var squares: Float = 0
        for update in step.updates {
            let (before, after) = (step.trace[update.before], step.trace[update.after])
            #expect(before.event.path == update.path)
            #expect(step.modelAfter.parameters[update.path] == after.value, "\(update.path)")
            let moved = after.value.adding(before.value.scaled(by: -1))
            squares += Float(moved.sumOfSquares)
        }
        // Clipped to a quarter, times the rate.
        #expect((squares.squareRoot() - 0.5 * 0.25).magnitude < 1e-4)
    }

    /// The first step of Adam moves every weight by the rate, whatever its gradient.
    @Test func adamMovesByTheRate() throws {
        let step = Self.step(.adam(rate: 0.01))
        let update = try #require(step.updates.first { $0.path.hasSuffix("first_linear.weight") })
        var moved = 0
        let gradient = step.trace.value(of: update.gradient)
        let (before, after) = (
            step.trace.value(of: update.before), step.trace.value(of: update.after)
        )
        for row in 0..<8 {
            for column in 0..<8 where gradient[row, column].magnitude > 1e-6 {
                let change = after[row, column] - before[row, column]
                #expect((change.magnitude - 0.01).magnitude < 1e-4)
                #expect((change < 0) == (gradient[row, column] > 0))
                moved += 1
            }
        }
        #expect(moved > 20)
        #expect(step.lossAfter.value[[]] < step.loss.value[[]])
    }

    /// The walked update against the optimiser of the trainer.
    @Test func adamIsTheTrainersFirstStep() throws {
        let step = Self.step(.adam(rate: 0.01))
        var parameters = step.setting.model.parameters
        var optimiser = Adam(for: parameters)
        optimiser.step(
            &parameters,
            gradients: Dictionary(
                uniqueKeysWithValues: step.updates.map {
                    ($0.path, step.trace.value(of: $0.gradient))
                }), gradientScale: step.gradientScale, rate: 0.01)
        for path in parameters.paths {
            let trained = try #require(parameters[path]?.elements)
            let walked = try #require(step.modelAfter.parameters[path]?.elements)
            // What is next to no gradient at all has no clear sign.
            for (a, b) in zip(trained, walked) { #expect((a - b).magnitude < 1e-5, "\(path)") }
        }
    }

    /// The second run is that of the model with the moved weights, to the last bit.
    @Test func theSecondRunIsTheModelsAfterTheUpdate() {
        let step = Self.step(.descent(rate: 0.1))
        let setting = WalkedStep.Setting(
            source: step.setting.source, target: step.setting.target, model: step.modelAfter,
            recipe: step.setting.recipe, rule: step.setting.rule)
        let fresh = setting.forward()
        #expect(fresh.total.value == step.lossAfter.value)
        for event in fresh.trace.events where !(event.op is Parameter) {
            #expect(
                step.trace["again." + event.path]?.value == fresh.trace.value(of: event.id),
                "\(event.path)")
        }
        let words = step.termsAfter.reduce(0) { $0 + $1.value } / Float(step.termsAfter.count)
        #expect((words - step.lossAfter.value[[]]).magnitude < 1e-5)
    }

    /// A parameter's gradient against the loss of a model in which it was moved a little.
    @Test(arguments: ["encoder.0.self_attention.query.weight", "logits.bias"])
    func aGradientIsTheSlopeOfTheLoss(path: String) throws {
        let run = Self.run()
        let pair = run.corpus.examples[1]
        let step = WalkedStep(pair, model: run.model, recipe: run.recipe, rule: .adam(rate: 0.1))
        let update = try #require(step.updates.first { $0.path == path })
        let cells = step.trace.value(of: update.gradient).contiguous()
        let cell = try #require(
            (0..<cells.count).max {
                cells.pointer[$0].magnitude < cells.pointer[$1].magnitude
            })
        func loss(moved: Float) -> Float {
            var parameters = run.parameters
            parameters.update(path) { $0[cell] += moved }
            let loss = Loss(
                model: EncoderDecoder(run.configuration), recipe: run.recipe,
                words: pair.target.count + 1, guides: 0)
            let example = Example(
                source: run.sourceVocabulary.ids(of: pair.source),
                target: run.targetVocabulary.ids(of: pair.target))
            return loss.traced(example, parameters: parameters).total.value[[]]
        }
        let slope = (loss(moved: 1e-2) - loss(moved: -1e-2)) / 2e-2
        let gradient = cells.pointer[cell]
        #expect((slope / gradient - 1).magnitude < 0.02, "\(slope), \(gradient)")
    }

    @Test func theSequenceIsTheWholeStep() throws {
        let step = Self.step(.adam(rate: 0.01))
        let starts = ["loss", "gradient.", "update.", "again."].map { start in
            step.trace.events.firstIndex { $0.path.hasPrefix(start) } ?? -1
        }
        #expect(starts == starts.sorted() && starts[0] > 0)
        #expect(step.updates.map(\.path) == step.modelAfter.parameters.paths)
        // Every value that leads to the loss has a gradient of its own shape, that of the loss first.
        let first = step.trace.events.first { $0.path.hasPrefix("gradient.") }
        #expect(first?.path == "gradient." + step.loss.event.path)
        for event in step.trace.events.prefix(through: step.loss.event.id) {
            let gradient = step.trace["gradient." + event.path]
            let leadsThere = !(event.op is TokenIDs) && !event.path.hasSuffix("shifted")
            #expect((gradient != nil) == leadsThere, "\(event.path)")
            #expect(gradient.map { $0.event.shape == event.shape } ?? true, "\(event.path)")
        }
        #expect(step.trace["source.ids"]?.axes.last?.labels == ["2", "7", "1", "8", "<eos>"])
    }

    /// The pronoun's pair guides a head, as in training.
    @Test func guidanceIsPartOfTheLoss() throws {
        var recipe = Recipe.tiny(.translation)
        recipe.guidance = 0.1
        let run = TrainingRun(recipe)
        let step = WalkedStep(
            run.corpus.examples[0], model: run.model, recipe: recipe, rule: .adam(rate: 1e-3))
        let guidance = try #require(step.trace["loss.guidance"]?.value[[]])
        let words = step.terms.reduce(0) { $0 + $1.value } / Float(step.terms.count)
        #expect(guidance > 0)
        #expect((words + guidance - step.loss.value[[]]).magnitude < 1e-5)
    }

    /// Without residuals, next to nothing of the gradient reaches the first layers of the decoder:
    /// what a word was is in the sum that is missing, and attention alone makes all words alike. In
    /// the encoder the norms keep the gradient up.
    @Test func withoutResidualsTheGradientVanishes() {
        func share(_ stack: String, _ omissions: [Omission]) -> Float {
            let run = Self.run {
                $0.architecture.layers = 6
                $0.architecture.omissions = omissions
            }
            let norms = run.gradientNorms().filter { $0.stack == stack }.map(\.norm)
            #expect(norms.count == 6)
            return norms[3] / norms[5]
        }
        #expect(share("decoder", []) > 0.1)
        #expect(share("decoder", [.residuals]) < 1e-10)
        #expect(share("encoder", [.residuals]) > 0.1)
    }

    /// A layer that is walked has the gradient that the trainer sees, and without residuals next to
    /// none of it is left in the first layers of the decoder.
    @Test func theNormsOfAStepAreThoseOfItsTrace() {
        let step = Self.step(.descent(rate: 0.1)) { $0.architecture.layers = 4 }
        #expect(step.gradientNorms == step.setting.gradientNorms())
        let cut = step.setting.without(.residuals).gradientNorms().filter { $0.stack == "decoder" }
        #expect(cut[0].norm / cut[3].norm < 1e-6)
    }

    @Test func aStepOnASentenceGoesTowardsItsTarget() throws {
        let run = Self.run()
        func step(_ target: String?) throws -> WalkedStep {
            try WalkedStep(on: "2 7 1 8", target: target, model: run.model)
        }
        #expect(try step("8 1 7 2").terms.map(\.word) == ["8", "1", "7", "2", "<eos>"])
        #expect(try step("8 1").lossAfter.value[[]] < step("8 1").loss.value[[]])
        #expect(throws: StepError.unwritable(["eight"])) { try step("8 eight") }
        #expect(throws: StepError.emptyTarget) { try step(" ") }
        #expect(try step(nil).terms.last?.word == "<eos>")
    }

    @Test func theNormsOfTheLayersAreThoseOfTheirParameters() {
        let run = Self.run { $0.architecture.layers = 2 }
        let squares = run.nextGradients().gradients.filter {
            $0.key.split(separator: ".").count > 3
        }
        .values.reduce(0) { $0 + $1.sumOfSquares }
        let layers = run.gradientNorms().reduce(0) { $0 + $1.norm * $1.norm }
        #expect((Float(squares) / layers - 1).magnitude < 1e-4)
        #expect(run.gradientNorms().map(\.stack) == ["encoder", "encoder", "decoder", "decoder"])
    }
}
