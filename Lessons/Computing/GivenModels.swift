import Checkpoints
import Decoding
import Tracing

/// The models that a learner has given, at most one of a kind. A lesson cannot name a folder: it says
/// in its header for which kinds it takes one.
public struct GivenModels: Sendable {
    private struct Given {
        let model: PretrainedModel
        /// The end of the path: folders of one name may lie side by side, as `gpt2/checkpoint`.
        let name: String
    }

    private var models: [ModelKind: Given] = [:]

    public init() {}

    /// Loads models as they lie on the hub. What kind a model is says its `config.json`.
    ///
    /// - Throws: `CheckpointError`, `GivenModelError`.
    public init(folders: [String]) throws {
        for folder in folders {
            let path = try BundledModels.path(of: folder)
            guard try PretrainedModel.isPretrained(folder: path) else {
                throw GivenModelError.otherKind(folder, "a translation model of heed")
            }
            let model = try PretrainedModel(folder: path)
            let found = ModelKind.allCases.first { $0.types.contains(model.type) }
            guard let kind = found else { throw GivenModelError.otherKind(folder, model.family) }
            if models[kind] != nil { throw GivenModelError.twice(folder, kind) }
            let parts = folder.split(separator: "/").filter { $0 != "." && $0 != ".." }
            models[kind] = Given(model: model, name: parts.suffix(2).joined(separator: "/"))
        }
    }

    var isEmpty: Bool { models.isEmpty }
    var names: [String] { kinds.compactMap { models[$0]?.name } }
    var kinds: [ModelKind] { ModelKind.allCases.filter { models[$0] != nil } }

    /// Those that a lesson has asked for.
    func limited(to kinds: [ModelKind]) -> GivenModels {
        var some = self
        some.models = models.filter { kinds.contains($0.key) }
        return some
    }

    /// The model for a call; nil where there is none, or none with weights for what is asked of it.
    func model(for call: ModelCall) -> PretrainedModel? {
        guard let model = models[call.kind]?.model else { return nil }
        guard case .encoder(let encoder) = model.architecture else { return model }
        let sizes = encoder.configuration
        let lacks = call.hasMask && !sizes.hasPrediction || call.isPair && !sizes.hasNextSentence
        return lacks ? nil : model
    }

    /// Where the weights of a call come from, in words.
    func origin(of call: ModelCall) -> String {
        guard let given = models[call.kind] else { return ModelOrigins.random }
        if model(for: call) != nil { return given.name }
        let task = call.hasMask ? "masked words" : "pairs of texts"
        return "\(ModelOrigins.random) (\(given.name) has none for \(task))"
    }

    /// Where a lesson's numbers come from; nil where it takes no models.
    func origins(of header: Lesson.Header) -> ModelOrigins? {
        guard !header.models.isEmpty else { return nil }
        return ModelOrigins(
            bundled: header.sentence.map { _ in header.model },
            names: header.models.map { ($0, models[$0]?.name) })
    }
}

extension PretrainedModel {
    /// - Throws: `SentenceError`.
    fileprivate func spelled(_ words: [String]) -> String {
        words.map { $0 == ModelCall.mask ? tokenizer.mask?.content ?? $0 : $0 }
            .joined(separator: " ")
    }

    /// Computes what a lesson calls for; the tokenizer of the model cuts the words.
    ///
    /// - Throws: `SentenceError`.
    func run(_ call: ModelCall, tracer: Tracer, below name: String) throws {
        let texts = call.texts.map(spelled)
        try run(
            texts[0], pair: texts.count == 2 ? texts[1] : nil,
            written: call.written.joined(separator: " "), tracer: tracer, below: name)
    }
}

/// Where the numbers of a lesson come from.
public struct ModelOrigins: Sendable {
    static let random = "random weights"

    /// The bundled model that reads the lesson's sentence.
    let bundled: String?
    /// The kinds that the lesson takes, each with the name of the model that was given.
    let names: [(kind: ModelKind, model: String?)]

    /// In a line: `GPT-2: gpt2 · BERT: random weights`.
    public var line: String {
        let taken = names.map { "\($0.kind.title): \($0.model ?? Self.random)" }
        return ((bundled.map { ["model: \($0)"] } ?? []) + taken).joined(separator: " · ")
    }

    /// What a reader must know; nil where every model was given.
    public var note: String? {
        let random = names.filter { $0.model == nil }.map(\.kind)
        guard !random.isEmpty else { return nil }
        return
            "\(ModelKind.list(random)) \(random.count == 1 ? "has" : "have") random weights here: "
            + "who reads whom is as in every such model, but the numbers mean nothing. With --model "
            + "FOLDER the lesson computes with a model of yours."
    }
}

extension ModelKind {
    /// `GPT-2, BERT and T5`.
    fileprivate static func list(_ kinds: [ModelKind]) -> String {
        let titles = kinds.map(\.title)
        guard let last = titles.last, titles.count > 1 else { return titles.joined() }
        return titles.dropLast().joined(separator: ", ") + " and " + last
    }
}

/// Why a lesson does not run on the models that were given.
public enum GivenModelError: Error, CustomStringConvertible {
    /// The folder, and what it is.
    case otherKind(String, String)
    case twice(String, ModelKind)
    /// The lesson, the kinds that it takes, and the one that was given.
    case unwanted(lesson: String, takes: [ModelKind], given: ModelKind)
    /// The lesson, the models, and what is not so on them.
    case unfit(lesson: String, models: [String], LessonProblems)

    public var description: String {
        switch self {
        case .otherKind(let folder, let family):
            "\(folder) is \(family); lessons compute with \(ModelKind.list(ModelKind.allCases))"
        case .twice(let folder, let kind):
            "\(folder) is a second \(kind.title); a lesson takes one model of a kind"
        case .unwanted(let lesson, let takes, let given):
            "the lesson \(lesson) takes "
                + (takes.isEmpty ? "no model" : "only \(ModelKind.list(takes))")
                + "; the folder given is \(given.title)"
        case .unfit(let lesson, let models, let problems):
            "the lesson \(lesson) does not hold on \(models.joined(separator: ", ")): "
                + problems.summary
        }
    }
}

extension Laboratory {
    /// A laboratory for one lesson and the models that a learner gives it. On these everything that the
    /// lesson says is computed first, so that nobody is stopped in the middle.
    ///
    /// - Throws: `CheckpointError`, `GivenModelError`.
    public convenience init(folders: [String], for lesson: Lesson) throws {
        let models = try GivenModels(folders: folders)
        try models.check(for: lesson)
        self.init(models: models)
        guard !models.isEmpty else { return }
        let problems = Checker(self).problems(in: lesson)
        guard problems.isEmpty else {
            throw GivenModelError.unfit(
                lesson: lesson.name, models: models.names, LessonProblems(problems))
        }
    }
}

extension GivenModels {
    /// - Throws: `GivenModelError` where the lesson takes no model of a kind that is given.
    public func check(for lesson: Lesson) throws {
        let takes = lesson.header.models
        if let given = kinds.first(where: { !takes.contains($0) }) {
            throw GivenModelError.unwanted(lesson: lesson.name, takes: takes, given: given)
        }
    }
}
