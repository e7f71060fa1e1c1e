/// A stretch of text that pieces may not cross.
struct Stretch: Equatable {
    let text: String
    /// Whether the sentence begins with it.
    let isFirst: Bool
}

/// A cut of the text into stretches.
indirect enum PreTokeniser: Sendable {
    case sequence([PreTokeniser])
    /// White space is removed, every mark stands alone.
    case bert
    case byteLevel(addsSpace: Bool, cutsWords: Bool)
    /// Runs of letters and digits, and runs of marks.
    case words
    case whiteSpace
    case metaspace(mark: String, prepend: Prepend, cuts: Bool)
    case split(Pattern, Behaviour, inverted: Bool)
    case scalars(@Sendable (Unicode.Scalar) -> Bool, Behaviour)

    /// What happens to what is found.
    enum Behaviour: String, Sendable {
        case removed = "Removed"
        case isolated = "Isolated"
        case mergedWithPrevious = "MergedWithPrevious"
        case mergedWithNext = "MergedWithNext"
        case contiguous = "Contiguous"
    }

    /// Where a space is put in front.
    enum Prepend: String, Sendable {
        case always, first, never
    }

    func callAsFunction(_ stretches: [Stretch]) -> [Stretch] {
        switch self {
        case .sequence(let steps): return steps.reduce(stretches) { $1($0) }
        case .bert:
            return stretches.cut(.removed, at: \.properties.isWhitespace)
                .cut(.isolated, at: \.isMark)
        case .byteLevel(let addsSpace, let cutsWords):
            var stretches = stretches
            if addsSpace { stretches = stretches.prepending(" ") { _ in true } }
            if cutsWords, let pattern = Pattern.byteLevel {
                stretches = stretches.cut(.isolated) { $0.marked(by: pattern) }
            }
            return stretches.map {
                Stretch(text: ByteAlphabet.spell($0.text), isFirst: $0.isFirst)
            }
        case .words:
            return stretches.cut(.contiguous, at: \.isInWord)
                .cut(.removed, at: \.properties.isWhitespace)
        case .whiteSpace: return stretches.cut(.removed, at: \.properties.isWhitespace)
        case .metaspace(let mark, let prepend, let cuts):
            let marked = stretches.map {
                Stretch(
                    text: Pattern.literal(" ").replacing(in: $0.text, with: mark),
                    isFirst: $0.isFirst)
            }
            .prepending(mark) {
                prepend == .always || prepend == .first && $0.isFirst
            }
            return cuts ? marked.cut(.mergedWithNext) { $0.marked(by: .literal(mark)) } : marked
        case .split(let pattern, let behaviour, let inverted):
            return stretches.cut(behaviour) { $0.marked(by: pattern, inverted: inverted) }
        case .scalars(let isFound, let behaviour): return stretches.cut(behaviour, at: isFound)
        }
    }
}

/// A part of a text, and whether it was looked for.
private struct Part {
    let text: Substring
    let isFound: Bool
}

extension [Stretch] {
    fileprivate func prepending(_ prefix: String, where isWanted: (Stretch) -> Bool) -> [Stretch] {
        map { stretch in
            // Nothing is put before nothing, as where a space between two special tokens is stripped.
            guard isWanted(stretch), !stretch.text.isEmpty,
                !stretch.text.utf8.starts(with: prefix.utf8)
            else { return stretch }
            return Stretch(text: prefix + stretch.text, isFirst: stretch.isFirst)
        }
    }

    fileprivate func cut(
        _ behaviour: PreTokeniser.Behaviour, at isFound: (Unicode.Scalar) -> Bool
    ) -> [Stretch] {
        cut(behaviour) { $0.marked(where: isFound) }
    }

    fileprivate func cut(
        _ behaviour: PreTokeniser.Behaviour, _ parts: (String) -> [Part]
    ) -> [Stretch] {
        flatMap { stretch -> [Stretch] in
            let texts = behaviour.stretches(of: parts(stretch.text))
            return texts.enumerated().map {
                Stretch(text: $0.element, isFirst: stretch.isFirst && $0.offset == 0)
            }
        }
    }
}

extension PreTokeniser.Behaviour {
    fileprivate func stretches(of parts: [Part]) -> [String] {
        var texts: [String] = []
        var before: Part?
        for part in parts {
            let joins =
                switch self {
                case .removed, .isolated: false
                case .mergedWithPrevious: part.isFound && before?.isFound == false
                case .mergedWithNext: before?.isFound == true && !part.isFound
                case .contiguous: part.isFound == before?.isFound
                }
            before = part
            if self == .removed && part.isFound { continue }
            if joins, let last = texts.popLast() {
                texts.append(last + part.text)
            } else {
                texts.append(String(part.text))
            }
        }
        return texts
    }
}

extension String {
    /// The matches of a pattern and what lies between them.
    fileprivate func marked(by pattern: Pattern, inverted: Bool = false) -> [Part] {
        var parts: [Part] = []
        var position = startIndex
        for range in pattern.matches(in: self) {
            if position < range.lowerBound {
                parts.append(Part(text: self[position..<range.lowerBound], isFound: inverted))
            }
            parts.append(Part(text: self[range], isFound: !inverted))
            position = range.upperBound
        }
        if position < endIndex { parts.append(Part(text: self[position...], isFound: inverted)) }
        return parts
    }

    /// Every scalar that is found, and the runs between them.
    fileprivate func marked(where isFound: (Unicode.Scalar) -> Bool) -> [Part] {
        var parts: [Part] = []
        var start = startIndex
        func close(at end: Index) {
            if start < end { parts.append(Part(text: self[start..<end], isFound: false)) }
        }
        for index in unicodeScalars.indices where isFound(unicodeScalars[index]) {
            close(at: index)
            start = unicodeScalars.index(after: index)
            parts.append(Part(text: self[index..<start], isFound: true))
        }
        close(at: endIndex)
        return parts
    }
}

extension Unicode.Scalar {
    /// Every ASCII symbol, and what Unicode calls punctuation.
    var isMark: Bool {
        if isASCII {
            return (0x21...0x7E).contains(value) && !Character(self).isLetter
                && !Character(self).isNumber
        }
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    var isNumeric: Bool {
        [.decimalNumber, .letterNumber, .otherNumber].contains(properties.generalCategory)
    }

    /// What `\w` stands for in a regular expression: letters, marks on them, digits, connectors.
    fileprivate var isInWord: Bool {
        properties.isAlphabetic
            || [
                .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber,
                .connectorPunctuation,
            ].contains(properties.generalCategory)
    }
}
