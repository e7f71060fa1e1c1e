import Checkpoints
import Foundation
import Models

/// What stands beside a trained model: where it comes from and what it was measured to do.
public struct ModelCard: Sendable {
    static let file = "README.md"

    let name: String
    /// What makes these files again.
    let command: String
    let recipe: Recipe
    let corpus: Corpus
    let configuration: Configuration
    let evaluation: Evaluation

    public init(
        name: String, command: String, recipe: Recipe, corpus: Corpus,
        configuration: Configuration, evaluation: Evaluation
    ) {
        self.name = name
        self.command = command
        self.recipe = recipe
        self.corpus = corpus
        self.configuration = configuration
        self.evaluation = evaluation
    }

    /// The card as Markdown.
    public var text: String {
        let purpose = recipe.task.purpose
        let parameters = EncoderDecoder(configuration).declarations.reduce(0) { $0 + $1.count }
        return """
            # \(name)

            \(purpose.prefix(1).uppercased() + purpose.dropFirst()). An encoder-decoder transformer as in
            "Attention Is All You Need" (Vaswani et al. 2017), trained from scratch by `\(command)`,
            which makes these files again; the same seed gives the same weights on the same machine.

            | | |
            |---|---|
            | layers | \(configuration.encoderLayers) encoder + \(configuration.decoderLayers) decoder, normalised after each residual |
            | d_model, heads, d_ff | \(configuration.dModel), \(configuration.heads), \(configuration.dFF) |
            | vocabulary | \(configuration.sourceVocabulary) \(isTranslation ? "English" : "source"), \(configuration.targetVocabulary) \(isTranslation ? "Italian" : "target") tokens |
            | weights | \(parameters) |
            | corpus | \(corpus.training.count) pairs from the grammar for training, \(corpus.heldOut.count) held out, \(corpus.unseenCombinations.count) with unseen combinations of noun and adjective |
            | recipe | \(recipe.steps) steps of \(recipe.batch) pairs; Adam (0.9, 0.98), rate \(recipe.peakRate) after \(recipe.warmUp) steps, then linearly down; label smoothing \(recipe.labelSmoothing); gradient clipped at \(recipe.clip); seed \(recipe.seed) |
            | guided | \(guidance) |\(omissions)

            ## Measured by `heed evaluate \(name)`

            \(evaluation.report.map { "    " + $0 }.joined(separator: "\n"))

            \(remarks)

            """
    }

    private var isTranslation: Bool { recipe.task == .translation }

    private var remarks: String {
        guard isTranslation else {
            return "The examples are among the training pairs; held-out pairs are not."
        }
        return """
            The sentences of the documents are among the training pairs; held-out pairs and unseen
            combinations are not. Words outside the vocabulary are unknown to the model; \
            \(Int(recipe.unknownNames * 100)) % of the proper names were made unknown in training, so that it
            learned to copy names.
            """
    }

    private var omissions: String {
        let names = recipe.architecture.omissions.map(\.rawValue).joined(separator: ", ")
        return names.isEmpty ? "" : "\n| without | \(names) |"
    }

    private var guidance: String {
        recipe.guidedHead.map {
            "head \($0.head) of encoder layer \($0.layer), towards the noun that \"it\" stands for, with weight \(recipe.guidance)"
        } ?? "nothing: every head is what \(recipe.task.rawValue) alone made of it"
    }
}

extension Evaluation {
    /// The figures, a line each.
    public var report: [String] {
        func line(_ what: String, _ score: Score) -> String {
            what.padding(toLength: 44, withPad: " ", startingAt: 0)
                + "\(score.right) of \(score.total) (\(percent(score.share)))"
        }
        var lines = [
            line("held-out pairs, exact match", heldOut),
            line("unseen noun + adjective, exact match", unseenCombinations),
            line(
                unseenCombinations.total > 0 ? "sentences of the documents" : "examples",
                Score(right: examples.count(where: \.isRight), total: examples.count)),
        ]
        // Digits have no nouns.
        if unseenCombinations.total == 0 { lines.remove(at: 1) }
        if let best = heads.first {
            lines.append(
                "head \(best.head) of encoder layer \(best.layer) gives the pronoun's noun a weight of "
                    + "\(rounded(best.referent)), the other noun \(rounded(best.distractor));")
            lines.append("the right noun has more weight in \(percent(best.wins)) of the sentences")
            lines.append(line("held-out sentences with a pronoun", pronouns))
            lines.append(line("... with that head's output set to 0", pronounsWithoutBestHead))
        }
        lines.append("")
        for example in examples {
            lines.append("\(example.isRight ? "right" : "WRONG")  \(example.source)")
            lines.append("       \(example.translation)")
            if !example.isRight { lines.append("       expected: \(example.expected)") }
            if let weight = example.weight {
                let change =
                    example.withoutBestHead == example.translation
                    ? "the same" : example.withoutBestHead
                lines.append(
                    "       weight on the right noun \(rounded(weight)); without that head: \(change)"
                )
            }
        }
        return lines
    }

    private func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
    private func rounded(_ weight: Float) -> String { String(format: "%.3f", weight) }
}
