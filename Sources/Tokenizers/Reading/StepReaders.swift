import Foundation
import JSON

// The steps of a `tokenizer.json`, each an object with its type.

extension JSONValue {
    fileprivate var type: String? { self["type"]?.string }

    fileprivate func flag(_ name: String, default standard: Bool) -> Bool {
        self[name]?.bool ?? standard
    }

    /// The steps of a sequence, under the name that this kind of step uses.
    fileprivate func steps(_ name: String) throws -> [JSONValue] {
        guard let steps = self[name]?.array else {
            throw TokenizerError("a sequence of steps has no '\(name)'")
        }
        return steps
    }

    /// `{"String": " "}` or `{"Regex": "\\s+"}`.
    fileprivate func pattern() throws -> Pattern {
        if let literal = self["pattern"]?["String"]?.string ?? self["pattern"]?.string {
            return .literal(literal)
        }
        guard let expression = self["pattern"]?["Regex"]?.string else {
            throw TokenizerError("its step '\(type?.escaped ?? "")' has no pattern")
        }
        return try Pattern(regularExpression: expression)
    }

    fileprivate func behaviour() throws -> PreTokeniser.Behaviour {
        let name = self["behavior"]?.string ?? PreTokeniser.Behaviour.isolated.rawValue
        guard let behaviour = PreTokeniser.Behaviour(rawValue: name) else {
            throw TokenizerError("the behaviour '\(name.escaped)' of a cut is not supported")
        }
        return behaviour
    }
}

extension Normaliser {
    init(_ step: JSONValue) throws {
        switch step.type {
        case "Sequence":
            self = .sequence(try step.steps("normalizers").map(Normaliser.init))
        case "BertNormalizer":
            let lowercases = step.flag("lowercase", default: true)
            self = .bert(
                BertNormaliser(
                    cleansText: step.flag("clean_text", default: true),
                    separatesChinese: step.flag("handle_chinese_chars", default: true),
                    removesMarks: step.flag("strip_accents", default: lowercases),
                    lowercases: lowercases))
        case "NFC", "NFD", "NFKC", "NFKD":
            self = .unicode(step.type.flatMap(UnicodeForm.init) ?? .nfc)
        case "Lowercase": self = .lowercase
        case "Strip":
            self = .trim(
                start: step.flag("strip_left", default: true),
                end: step.flag("strip_right", default: true))
        case "StripAccents": self = .removeMarks
        case "Replace":
            self = .replace(try step.pattern(), with: step["content"]?.string ?? "")
        case "Prepend": self = .prepend(step["prepend"]?.string ?? Metaspace.mark)
        case "Precompiled":
            guard let text = step["precompiled_charsmap"]?.string,
                let data = Data(base64Encoded: text)
            else { throw TokenizerError("its precompiled character map is not base64") }
            self = .characterMap(try CharacterMap(Array(data)))
        case "ByteLevel": self = .spellBytes
        default:
            throw TokenizerError.unsupported(
                "normalizer", step.type,
                known: [
                    "Sequence", "BertNormalizer", "NFC", "NFD", "NFKC", "NFKD", "Lowercase",
                    "Strip", "StripAccents", "Replace", "Prepend", "Precompiled", "ByteLevel",
                ])
        }
    }
}

extension PreTokeniser {
    init(_ step: JSONValue) throws {
        switch step.type {
        case "Sequence":
            self = .sequence(try step.steps("pretokenizers").map(PreTokeniser.init))
        case "BertPreTokenizer": self = .bert
        case "ByteLevel":
            self = .byteLevel(
                addsSpace: step.flag("add_prefix_space", default: true),
                cutsWords: step.flag("use_regex", default: true))
        case "Whitespace": self = .words
        case "WhitespaceSplit": self = .whiteSpace
        case "Metaspace":
            // Older files have a flag in the place of the scheme.
            let scheme = step.flag("add_prefix_space", default: true) ? "always" : "never"
            self = .metaspace(
                mark: step["replacement"]?.string ?? Metaspace.mark,
                prepend: Prepend(rawValue: step["prepend_scheme"]?.string ?? scheme) ?? .always,
                cuts: step.flag("split", default: true))
        case "Punctuation": self = .scalars(\.isMark, try step.behaviour())
        case "Digits":
            self = .scalars(
                \.isNumeric,
                step.flag("individual_digits", default: false) ? .isolated : .contiguous)
        case "Split":
            self = .split(
                try step.pattern(), try step.behaviour(),
                inverted: step.flag("invert", default: false))
        case "CharDelimiterSplit":
            self = .split(
                .literal(step["delimiter"]?.string ?? " "), .removed, inverted: false)
        default:
            throw TokenizerError.unsupported(
                "pre_tokenizer", step.type,
                known: [
                    "Sequence", "BertPreTokenizer", "ByteLevel", "Whitespace", "WhitespaceSplit",
                    "Metaspace", "Punctuation", "Digits", "Split", "CharDelimiterSplit",
                ])
        }
    }
}

extension PieceDecoder {
    init(_ step: JSONValue) throws {
        switch step.type {
        case "Sequence":
            self = .sequence(try step.steps("decoders").map(PieceDecoder.init))
        case "WordPiece":
            self = .wordPiece(
                prefix: step["prefix"]?.string ?? "##",
                cleansUp: step.flag("cleanup", default: true))
        case "ByteLevel": self = .byteLevel
        case "Metaspace":
            let scheme = step.flag("add_prefix_space", default: true) ? "always" : "never"
            self = .metaspace(
                mark: step["replacement"]?.string ?? Metaspace.mark,
                dropsFirst: (step["prepend_scheme"]?.string ?? scheme) != "never")
        case "BPEDecoder": self = .endSuffix(step["suffix"]?.string ?? "</w>")
        case "ByteFallback": self = .byteFallback
        case "Fuse": self = .fuse
        case "Strip":
            self = .strip(
                step["content"]?.string ?? " ", start: try step.count("start"),
                end: try step.count("stop"))
        case "Replace":
            self = .replace(try step.pattern(), with: step["content"]?.string ?? "")
        default:
            throw TokenizerError.unsupported(
                "decoder", step.type,
                known: [
                    "Sequence", "WordPiece", "ByteLevel", "Metaspace", "BPEDecoder",
                    "ByteFallback", "Fuse", "Strip", "Replace",
                ])
        }
    }
}

extension JSONValue {
    fileprivate func count(_ name: String) throws -> Int {
        let count = self[name]?.integer ?? 0
        guard (0...1000).contains(count) else {
            throw TokenizerError("'\(name)' of a step is \(count); expected 0 to 1000")
        }
        return count
    }
}

extension Template {
    /// - Parameter tokens: to find the ids of special tokens by their spelling.
    init(processor step: JSONValue, tokens: SubwordTokenizer) throws {
        self.init()
        switch step.type {
        case "Sequence":
            for step in try step.steps("processors") {
                let template = try Template(processor: step, tokens: tokens)
                if template == Template() { continue }
                guard self == Template() else {
                    throw TokenizerError("it has two templates, one after the other")
                }
                self = template
            }
        case "TemplateProcessing":
            single = try Template.parts(step, "single", tokens)
            pair = try Template.parts(step, "pair", tokens)
        case "BertProcessing", "RobertaProcessing":
            guard let opening = step["cls"]?.array?.last?.integer,
                let closing = step["sep"]?.array?.last?.integer
            else { throw TokenizerError("its post_processor has no 'cls' or no 'sep'") }
            self.init(
                opening: opening, closing: closing, doublesClosing: step.type == "RobertaProcessing"
            )
        case "ByteLevel": break
        default:
            throw TokenizerError.unsupported(
                "post_processor", step.type,
                known: [
                    "Sequence", "TemplateProcessing", "BertProcessing", "RobertaProcessing",
                    "ByteLevel",
                ])
        }
    }

    /// `[CLS] A [SEP] B [SEP]`, or `<s> A </s> </s> B </s>`.
    init(opening: Int, closing: Int, doublesClosing: Bool) {
        let first: [Part] = [
            .special(id: opening, segment: 0), .text(0, segment: 0),
            .special(id: closing, segment: 0),
        ]
        let second = doublesClosing ? 0 : 1
        self.init(
            single: first,
            pair: first + (doublesClosing ? [.special(id: closing, segment: 0)] : []) + [
                .text(1, segment: second), .special(id: closing, segment: second),
            ])
    }

    /// `A </s>`, or `A </s> B </s>`.
    init(closing: Int) {
        let first: [Part] = [.text(0, segment: 0), .special(id: closing, segment: 0)]
        self.init(
            single: first,
            pair: first + [.text(1, segment: 0), .special(id: closing, segment: 0)])
    }

    private static func parts(
        _ step: JSONValue, _ name: String, _ tokens: SubwordTokenizer
    ) throws -> [Part] {
        try (step[name]?.array ?? []).flatMap { part -> [Part] in
            if let text = part["Sequence"] {
                return [
                    .text(text["id"]?.string == "B" ? 1 : 0, segment: text["type_id"]?.integer ?? 0)
                ]
            }
            let name = part["SpecialToken"]?["id"]?.string ?? ""
            let ids = step["special_tokens"]?[name]?["ids"]?.array?.compactMap(\.integer)
            guard let ids = ids ?? tokens.id(of: name).map({ [$0] }) else {
                throw TokenizerError("its template names '\(name.escaped)', which has no id")
            }
            let segment = part["SpecialToken"]?["type_id"]?.integer ?? 0
            return ids.map { .special(id: $0, segment: segment) }
        }
    }
}
