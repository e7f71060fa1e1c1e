/// The kinds of models that a lesson can compute with, each by the function of its name.
public enum ModelKind: String, CaseIterable, Sendable, Hashable {
    case gpt, bert, t5

    /// What a `config.json` calls them.
    var types: [String] {
        switch self {
        case .gpt: ["gpt2"]
        case .bert: ["bert", "distilbert"]
        case .t5: ["t5", "mt5"]
        }
    }

    /// What people call them.
    var title: String {
        switch self {
        case .gpt: "GPT-2"
        case .bert: "BERT"
        case .t5: "T5"
        }
    }
}

/// A call of a whole model: `bert([On, the, "[MASK]", bank])`.
struct ModelCall: Sendable {
    let kind: ModelKind
    /// What it reads, word by word: one text, or two that are compared.
    let texts: [[String]]
    /// What the decoder of T5 reads behind its start token.
    let written: [String]

    static let opening = "[CLS]"
    static let separator = "[SEP]"
    static let mask = "[MASK]"
    static let start = "<pad>"

    var hasMask: Bool { texts.joined().contains(Self.mask) }
    var isPair: Bool { texts.count == 2 }

    /// - Returns: nil where the lists of words are not those of the kind.
    init?(_ kind: ModelKind, _ arguments: [Expression]) {
        let lists = arguments.compactMap(\.words)
        guard lists.count == arguments.count, lists.count == (kind == .t5 ? 2 : 1) else {
            return nil
        }
        self.kind = kind
        if kind == .bert {
            texts = lists[0].filter { $0 != Self.opening }.split(separator: Self.separator)
                .map(Array.init)
        } else {
            texts = [lists[0]]
        }
        written = kind == .t5 ? Array(lists[1].trimmingPrefix([Self.start])) : []
        guard 1...2 ~= texts.count else { return nil }
    }
}

extension TableDefinition {
    /// The call, where the table is a whole model.
    var modelCall: ModelCall? {
        guard case .computed(.call(let name, let arguments, _)) = content else { return nil }
        return ModelKind(rawValue: name).flatMap { ModelCall($0, arguments) }
    }
}

extension TableFunction {
    static let wholeModels: [TableFunction] = [
        wholeModel(.gpt, "gpt([words])", "a decoder alone: NAME.decoder.…"),
        wholeModel(
            .bert, "bert([words])",
            "an encoder alone; [CLS] and [SEP] are put around, behind a [SEP] begins a second text"),
        wholeModel(.t5, "t5([words], [words])", "T5: what it reads and what it writes"),
    ]

    /// On the model that the learner has given, where the lesson asks for one of its kind and it can do
    /// what is asked; else on a small one with random weights.
    private static func wholeModel(
        _ kind: ModelKind, _ usage: String, _ meaning: String
    ) -> TableFunction {
        TableFunction(usage, meaning) { call in
            guard let words = ModelCall(kind, call.arguments) else {
                throw call.fault("expected \(usage)")
            }
            guard call.table.rows == nil, call.table.columns == nil else {
                throw call.fault("the axes of a model have their names")
            }
            let name = call.table.name.text
            if let model = call.models.model(for: words) {
                try Fault.at(call.place) {
                    try model.run(words, tracer: call.tracer, below: name)
                }
            } else if let model = RandomModel(words) {
                model.run(tracer: call.tracer, below: name)
            } else {
                throw call.fault("expected \(usage), with at most \(RandomModel.mostWords) words")
            }
        }
    }
}
