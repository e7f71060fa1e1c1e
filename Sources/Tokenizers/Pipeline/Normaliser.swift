import Foundation

/// A change to the text before it is cut.
indirect enum Normaliser: Sendable {
    case sequence([Normaliser])
    case bert(BertNormaliser)
    case unicode(UnicodeForm)
    case lowercase
    case trim(start: Bool, end: Bool)
    case removeMarks
    case replace(Pattern, with: String)
    case prepend(String)
    case characterMap(CharacterMap)
    case spellBytes
    /// What SentencePiece does to a text: the map, white space made single and removed at the ends,
    /// one `▁` in front and in the place of every space (Kudo and Richardson 2018).
    case sentencePiece(SentencePieceNormaliser)

    /// The forms of Unicode Standard Annex 15.
    enum UnicodeForm: String, Sendable {
        case nfc = "NFC"
        case nfd = "NFD"
        case nfkc = "NFKC"
        case nfkd = "NFKD"
    }

    func callAsFunction(_ text: String) -> String {
        switch self {
        case .sequence(let steps): return steps.reduce(text) { $1($0) }
        case .bert(let normaliser): return normaliser(text)
        case .unicode(let form): return text.inForm(form)
        case .lowercase: return text.lowercasedByScalar
        case .trim(let start, let end):
            var scalars = Substring(text).unicodeScalars
            if start { scalars = scalars.drop(while: \.properties.isWhitespace) }
            if end { while scalars.last?.properties.isWhitespace == true { scalars.removeLast() } }
            return String(scalars)
        case .removeMarks: return text.filteringScalars { !$0.isNonspacingMark }
        case .replace(let pattern, let content): return pattern.replacing(in: text, with: content)
        case .prepend(let prefix): return text.isEmpty ? text : prefix + text
        case .characterMap(let map): return map.replacingGraphemes(in: text)
        case .spellBytes: return ByteAlphabet.spell(text)
        case .sentencePiece(let normaliser): return normaliser(text)
        }
    }
}

/// What BERT does to a text: control characters are removed, every white space becomes a space,
/// Chinese characters stand alone, and in an uncased model letters lose their marks and their case
/// (Devlin et al. 2019).
struct BertNormaliser: Sendable {
    var cleansText = true
    var separatesChinese = true
    var removesMarks = true
    var lowercases = true

    func callAsFunction(_ text: String) -> String {
        var text = text
        if cleansText { text = cleaned(text) }
        if separatesChinese { text = separated(text) }
        if removesMarks {
            text = text.inForm(.nfd).filteringScalars { !$0.isNonspacingMark }
        }
        return lowercases ? text.lowercasedByScalar : text
    }

    private func cleaned(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                result.append(" ")
            } else if scalar.value != 0xFFFD && !scalar.isOther {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private func separated(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result += scalar.isChinese ? [" ", scalar, " "] : [scalar]
        }
        return String(result)
    }
}

extension String {
    func inForm(_ form: Normaliser.UnicodeForm) -> String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return self }
        return switch form {
        case .nfc: precomposedStringWithCanonicalMapping
        case .nfd: decomposedStringWithCanonicalMapping
        case .nfkc: precomposedStringWithCompatibilityMapping
        case .nfkd: decomposedStringWithCompatibilityMapping
        }
    }

    /// Each scalar for itself: a sigma at the end of a word stays an ordinary one.
    fileprivate var lowercasedByScalar: String {
        var result = UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isASCII {
                result.append(Character(scalar).isUppercase ? scalar.asciiLowercase : scalar)
            } else {
                result += scalar.properties.lowercaseMapping.unicodeScalars
            }
        }
        return String(result)
    }

    fileprivate func filteringScalars(_ isKept: (Unicode.Scalar) -> Bool) -> String {
        String(UnicodeScalarView(unicodeScalars.filter(isKept)))
    }
}

extension Unicode.Scalar {
    fileprivate var asciiLowercase: Unicode.Scalar { Unicode.Scalar(UInt8(value) | 0x20) }

    fileprivate var isNonspacingMark: Bool { properties.generalCategory == .nonspacingMark }

    /// Control and format characters, surrogates and private use.
    fileprivate var isOther: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse: true
        default: false
        }
    }

    /// The blocks of Chinese characters, as the authors of BERT listed them.
    fileprivate var isChinese: Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
            0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}
