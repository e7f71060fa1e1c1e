import ArgumentParser
import Checkpoints
import Decoding
import Training

/// One step of training in the place of a translation.
struct TargetOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Make one step of training towards this translation, with all its gradients.",
            valueName: "text"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "How far the step moves the weights for each unit of the gradient; "
                + "\(WalkedStep.usualRate) if left out.", valueName: "number"))
    var rate: Float?

    func validate() throws {
        if let rate, !(rate > 0 && rate.isFinite) {
            throw ValidationError("--rate is \(rate); expected a number above 0.")
        }
        if rate != nil && target == nil {
            throw ValidationError("--rate belongs to a step of training; give its --target too.")
        }
    }

    /// The step that is asked for; nil for none.
    ///
    /// - Throws: `SentenceError`, `StepError`.
    func step(on sentence: String, model: () throws -> TranslationModel) throws -> WalkedStep? {
        try target.map {
            try WalkedStep(
                on: sentence, target: $0, model: model(), rate: rate ?? WalkedStep.usualRate)
        }
    }
}

/// What is computed for a sentence.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var pairOption: PairOption
    @OptionGroup var modelOption: ModelOption
    @OptionGroup var targetOption: TargetOption

    /// The model's reading; with a target, the trace is that of one step of training.
    ///
    /// - Throws: `SentenceError`, `StepError`, `Failure.input`.
    func read(_ sentence: String, by model: any SentenceModel) throws -> Decoding.Reading {
        let reading = try model.tellingProgress(of: sentence) {
            try model.read(sentence, pair: pairOption.pair, sink: $0)
        }
        let step = try targetOption.step(on: sentence) { try modelOption.load(model) }
        guard let step else { return reading }
        return Decoding.Reading(
            sentence: reading.sentence, tokens: reading.tokens, words: reading.words,
            trace: step.trace, answer: reading.answer, notes: reading.notes)
    }
}
