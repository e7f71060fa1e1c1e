import Drawing
import Guide
import Training

// What is said of the passes of a step.
extension PassesPage {
    private var loss: Float { step.step.loss.value[[]] }
    private var lossAfter: Float { step.step.lossAfter.value[[]] }

    func gist(of pass: Pass) -> String {
        switch pass {
        case .forward: "the model reads, and gives every word a probability"
        case .loss: "how wrong it was, in one number: \(loss.short)"
        case .backward: "who is to blame: a gradient of length \(step.step.gradientNorm.short)"
        case .update: "\(step.step.updates.count) parameters move against it"
        case .again:
            "the loss is now \(lossAfter.short), "
                + "\((loss - lossAfter).magnitude.short) \(lossAfter < loss ? "less" : "more")"
        }
    }

    func text(of pass: Pass) -> String {
        switch pass {
        case .forward:
            return """
                The model reads the sentence and, at each place, the words of the target that come \
                before. For each place it gives every word it knows a probability. Here is what it \
                gave the right ones.
                """
        case .loss:
            return """
                The less probable the right word was, the greater the surprise: the negative \
                logarithm of its probability\(smoothing). Their mean is the loss\(guidance). Training \
                knows no other aim than to make it smaller.
                """
        case .backward:
            return """
                From the loss, the way is gone back step by step. Each step passes on how much the \
                loss would change with what went into it. So long is the gradient in each layer\(cut)
                """
        case .update:
            return """
                Each number of the model becomes \(rule). Of each parameter, the number that moves \
                furthest:
                """
        case .again:
            return """
                The same sentence once more, with the numbers that have just moved. One step is \
                small. Training makes thousands, each with other sentences.
                """
        }
    }

    /// What else is in the loss of the trainer.
    private var smoothing: String {
        let share = step.step.setting.recipe.labelSmoothing
        return share > 0 ? ", with \(share.short) of the wish spread over all words" : ""
    }

    private var guidance: String {
        guard let guidance = step.step.trace["loss.guidance"]?.value else { return "" }
        return ", and \(guidance[[]].short) is added for a head that is guided to a noun"
    }

    private var rule: String {
        let scale = step.step.gradientScale
        let clip = scale < 1 ? " (the gradient is first shortened to \(scale.short) of itself)" : ""
        return switch step.step.setting.rule {
        case .descent(let rate): "before − \(rate.short) × its gradient" + clip
        case .adam(let rate):
            "before − \(rate.short) × the direction that Adam makes of the gradient" + clip
        }
    }

    /// What becomes of the gradient on its way through the decoder, with residuals and without.
    private var cut: String {
        let own = share(step.step.gradientNorms).map { "\($0.short) times the last layer's" }
        guard let norms = step.normsWithoutResiduals else {
            return " of this model, which has no residual connections."
                + (own.map { " In the decoder the first layer's is \($0)." } ?? "")
        }
        let without = share(norms).map { "; without residuals it is \($0.short) times" } ?? ""
        return ", and so long it would be if the residual connections were cut."
            + (own.map { " In the decoder the first layer's is \($0)\(without)." } ?? "")
    }

    /// What reaches the decoder's first layer of what its last one gets; with one layer, nothing
    /// can be said.
    private func share(_ norms: [LayerGradient]) -> Float? {
        let decoder = norms.filter { $0.stack == "decoder" }.map(\.norm)
        guard let first = decoder.first, let last = decoder.last, decoder.count > 1, last > 0
        else { return nil }
        return first / last
    }
}
