import Checkpoints
import Decoding
import Guide
import Lessons
import Tracing

/// What is walked through: a model's computation on one sentence.
struct Subject: Sendable {
    let sentence: String
    let model: any SentenceModel
    let reading: Reading
    /// Where another sentence, another order of the norms and a new translation can be tried; nil
    /// for models that are not heed's own.
    let experiment: Experiment?
    /// The run without the learner's changes.
    let trace: Trace
    /// Where a lesson computes, with its tables; nil outside of lessons.
    let workbench: Workbench?
    /// The step of training that the trace is of; nil for a translation.
    let step: SubjectStep?

    /// - Throws: `SentenceError`.
    init(_ sentence: String, model: any SentenceModel, sink: (any Sink)? = nil) throws {
        self.sentence = sentence
        self.model = model
        if let own = model as? TranslationModel {
            let experiment = try Experiment(own, sentence: sentence)
            self.experiment = experiment
            reading = Reading(experiment.original)
        } else {
            experiment = nil
            reading = try model.read(sentence, sink: sink)
        }
        trace = reading.trace
        workbench = nil
        step = nil
    }

    init(step: SubjectStep, model: TranslationModel, reading: Reading) {
        sentence = reading.sentence
        self.model = model
        self.reading = reading
        self.step = step
        trace = reading.trace
        experiment = nil
        workbench = nil
    }

    /// - Throws: if the lesson's run cannot be computed.
    init(_ workbench: Workbench) throws {
        self.workbench = workbench
        step = nil
        trace = try workbench.trace([])
        model = try workbench.model()
        experiment = try workbench.experiment()
        sentence = workbench.sentence ?? ""
        // Where only tables are computed, nothing was read.
        reading =
            experiment.map { Reading($0.original) }
            ?? Reading(
                sentence: "", tokens: [], words: [], trace: trace, answer: .nothing,
                notes: [])
    }

    /// The sentence's words or pieces, without what the model puts around them.
    var words: [String] { reading.tokens.filter { !$0.isSpecial }.map(\.label) }

    /// What the model says to it, in a line; empty if it says nothing.
    var answer: String { Subject.line(reading.answer) }

    /// What it says in a changed computation, in a line; empty if it says nothing.
    func answer(in trace: Trace) -> String { Subject.line(model.guesses(in: trace)) }

    private static func line(_ answer: Reading.Answer) -> String {
        switch answer {
        case .nothing: ""
        case .wrote(let text): text
        case .filled(let guesses):
            guesses.sorted { $0.key < $1.key }.compactMap { $0.value.first?.label }
                .joined(separator: ", ")
        case .goesOn(let guesses): guesses.first.map { "… \($0.label)" } ?? ""
        }
    }
}
