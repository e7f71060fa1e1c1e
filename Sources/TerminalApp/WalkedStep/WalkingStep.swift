import Checkpoints
import Decoding
import Drawing
import Guide
import Tokenizers
import Tracing
import Training

/// A step of training that is walked through, and what it is compared with.
struct SubjectStep: Sendable {
    let step: WalkedStep
    /// The gradients of the layers if nothing were added around the parts; nil where nothing is.
    let normsWithoutResiduals: [LayerGradient]?
    /// Of every parameter the number that moved furthest, and of these the furthest first.
    let moves: [Cell]

    init(_ step: WalkedStep) {
        self.step = step
        let isCut = step.setting.model.configuration.omissions.contains(.residuals)
        normsWithoutResiduals =
            isCut ? nil : step.setting.without(.residuals).gradientNorms()
        moves = step.updates.map { step.trace.furthestMove($0) }
            .sorted { $0.length > $1.length }.map(\.cell)
    }

    /// The words that the model should write.
    var target: String { Detokenizer.sentence(Array(step.setting.target.labels.dropLast())) }
}

extension Trace {
    /// The number of a parameter that moved furthest.
    fileprivate func furthestMove(_ update: ParameterUpdate) -> (length: Float, cell: Cell) {
        let (before, after) = (value(of: update.before).elements, value(of: update.after).elements)
        let lengths = zip(before, after).map { ($0 - $1).magnitude }
        var place = lengths.indices.max { lengths[$0] < lengths[$1] } ?? 0
        let length = lengths[place]
        let index = events[update.after].shape.reversed().map { size in
            defer { place /= size }
            return place % size
        }
        return (length, Cell(event: update.after, index: index.reversed()))
    }
}

extension Subject {
    init(_ step: WalkedStep) {
        let setting = step.setting
        let subjectStep = SubjectStep(step)
        self.init(
            step: subjectStep, model: setting.model,
            reading: Reading(
                sentence: setting.source.labels.dropLast().joined(separator: " "),
                tokens: zip(setting.source.ids, setting.source.labels).map {
                    ReadToken(id: $0, label: $1, raw: $1, isSpecial: $0 == Vocabulary.endID)
                }, words: [], trace: step.trace, answer: .wrote(subjectStep.target), notes: []))
    }
}

extension WalkedStep {
    /// The passes of the step with their numbers, for a page.
    public func page(width: Int, theme: Theme, depth: ColourDepth) -> Surface {
        PassesPage(outline: Outline(of: trace), step: SubjectStep(self), chosen: nil, theme: theme)
            .page(width: width, depth: depth)
    }
}

extension Walk {
    /// Walks through a step of training: its passes first.
    public init(_ step: WalkedStep, theme: Theme, services: Services) {
        self.init(Subject(step), theme: theme, services: services)
        depth = .passes
        message = Walk.stepWelcome
    }

    private static let stepWelcome =
        "One step of training. ↓ goes through its passes, Enter goes in, Esc leaves it."

    /// Asks for what the model shall learn to write.
    mutating func askTarget() {
        guard subject.model is TranslationModel, subject.workbench == nil else {
            message = "only heed's own translation models learn here"
            return
        }
        prompt = Prompt(.target, text: subject.step?.target ?? subject.answer)
    }

    /// Makes one step of training on the sentence and walks through it.
    ///
    /// - Throws: `SentenceError`, `StepError`.
    mutating func learn(_ target: String) throws {
        guard let model = subject.model as? TranslationModel else { return }
        // What the model writes by itself may hold names that it only copies.
        let isOwn = target == subject.answer && subject.step == nil
        open(
            Subject(
                try WalkedStep(on: subject.sentence, target: isOwn ? nil : target, model: model)))
        depth = .passes
        message = Walk.stepWelcome
    }

    /// Back to the walkthrough of the sentence.
    mutating func leaveStep() {
        do {
            open(try Subject(subject.sentence, model: subject.model))
            depth = .blocks
            message = "the walkthrough of the sentence, with the model as it was before the step"
        } catch {
            message = String(describing: error)
        }
    }

    /// Why a command does nothing in a step of training; nil where it does.
    func refusal(of command: Command) -> String? {
        guard subject.step != nil else { return nil }
        switch command {
        case .whatIf, .setCell, .undo, .reset, .compare, .decoding, .lenses:
            return "not in a step of training: Esc leads back to the walkthrough, where it works"
        default: return nil
        }
    }
}
