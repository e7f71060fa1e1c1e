import JSON
import Models

/// A kind of model that can be loaded: one row of the registry.
struct Family: Sendable {
    /// What `model_type` says in the `config.json`.
    let type: String
    /// What people call it.
    let title: String
    /// Which files the words are in where there is no `tokenizer.json`.
    let vocabulary: PretrainedVocabulary.Fallback?
    /// Reads the configuration; the files tell which heads have weights.
    let read: @Sendable (ConfigurationReader, WeightFiles) throws -> Blueprint

    /// All that are known.
    static let all: [Family] = [
        .bert, .distilBERT, .roberta, .xlmRoBERTa, .camemBERT, .gpt2, .llama, .mistral, .qwen2,
        .marian, .bart, .t5, .mt5,
    ]

    /// The family of a configuration.
    ///
    /// - Throws: `Damage`.
    static func of(_ configuration: ConfigurationReader) throws -> Family {
        let known = all.map(\.type).joined(separator: ", ")
        guard let type = configuration.text("model_type") else {
            // Before 2020 only the class was named: "BertForMaskedLM".
            let name = configuration.firstText("architectures") ?? ""
            if let family = all.first(where: { $0.hasClass(name) }) { return family }
            throw Damage("it has no 'model_type'; known are \(known)")
        }
        guard let family = all.first(where: { $0.type == type }) else {
            throw Damage(
                "the architecture '\(type.escaped)' is not known; known are \(known)")
        }
        return family
    }

    /// Whether a class of the library that writes such files is of this family.
    private func hasClass(_ name: String) -> Bool {
        let lowercased = name.lowercased()
        let start = type.replacing("-", with: "")
        return ["for", "model", "lmhead", "mt", "pretraining"].contains {
            lowercased.hasPrefix(start + $0)
        }
    }
}

/// What a configuration says of a model, before its weights are looked at.
struct Blueprint {
    /// Builds the architecture. The tokens of the vocabulary label its logits; they are asked for
    /// where there are some.
    let build: @Sendable (_ labels: () -> [String]?) -> PretrainedArchitecture
    let names: WeightNames
    /// The layers of the larger stack.
    let layers: Int
    /// The tokens that the weights have rows for.
    let vocabulary: Int
    /// The longest sentence, in tokens.
    let longest: Int
    /// What shape a model has, for a reader: `d_model 384, 12 heads, ...`.
    let sizes: String
}

/// A loaded architecture, by what it does with a sentence.
public enum PretrainedArchitecture: Sendable {
    /// It reads, and guesses what was masked.
    case encoder(BERT)
    /// It continues a text.
    case decoder(any TextDecoder)
    /// It reads one text and writes another.
    case sequenceToSequence(any SequenceToSequence)

    /// Every parameter, in the order in which it is read.
    public var declarations: [ParameterDeclaration] {
        switch self {
        case .encoder(let model): model.declarations
        case .decoder(let model): model.declarations
        case .sequenceToSequence(let model): model.declarations
        }
    }
}

extension WeightFiles {
    /// Whether the parameter is in the files.
    func have(_ path: String, _ names: WeightNames) -> Bool {
        names.places(of: path).contains { description(of: $0.name) != nil }
    }
}
