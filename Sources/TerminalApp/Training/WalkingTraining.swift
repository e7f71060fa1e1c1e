import Checkpoints
import Guide
import Training

// One step of the training, walked through in a screen of its own over it.
extension TrainingScreen {
    /// Pauses, and walks through a step as soon as the training stands.
    mutating func learn() {
        guard phase != .recorded else {
            message =
                "a recording has no weights: heed train trains a model that can be looked into"
            return
        }
        if let standing { return walkThroughStep(of: standing) }
        guard phase == .running || phase == .paused else { return }
        phase = .paused
        wantsStep = true
        control?.pause()
    }

    /// One plain step on the followed sentence, with the weights as they are.
    mutating func walkThroughStep(of trainer: Trainer) {
        wantsStep = false
        let run = trainer.run
        let sentence = history.source.dropLast().joined(separator: " ")
        guard let pair = try? run.corpus.pair(of: sentence) else { return }
        let step = WalkedStep(
            pair, model: run.model, recipe: run.recipe,
            rule: .descent(rate: WalkedStep.usualRate))
        var walk = Walk(
            step, theme: theme,
            services: Services(
                otherModels: [], load: { try TranslationModel(named: $0) },
                write: { try AtomicFile.write($0, to: $1) }))
        walk.update(.input(.resized(columns: place.width, rows: place.height)))
        self.walk = walk
    }

    /// Hands what happens to the walk, until it is left; false for news, which are the training's.
    mutating func passToWalk(_ happening: Happening<TrainingNews>) -> Bool {
        switch happening {
        case .message: return false
        case .tick: walk?.update(.tick)
        case .input(let input): walk?.update(.input(input))
        }
        // It ends with the step: the training is behind it.
        if walk?.isFinished == true || walk?.subject.step == nil { walk = nil }
        return true
    }
}
