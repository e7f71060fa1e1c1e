/// Finds the words and the marks of a sentence.
///
/// White space separates words. Quotes, brackets, `,` `;` `:` and final `.` `!` `?` are tokens of
/// their own, `...` is one. What a number or an abbreviation holds stays in it (`1,000`, `3.14`,
/// `e.g`), and so does an apostrophe (`didn't`).
struct WordSplitter {
    private var words: [String] = []
    private var word = String.UnicodeScalarView()
    /// Whether a single quote was opened and not yet closed.
    private var isQuoting = false

    static func words(of sentence: String) -> [String] {
        var splitter = WordSplitter()
        // By scalars: a mark that is put on a space would make it another character.
        for chunk in sentence.unicodeScalars.split(whereSeparator: \.separatesWords) {
            splitter.split(Array(chunk))
        }
        return splitter.words
    }

    private mutating func split(_ chunk: [Unicode.Scalar]) {
        let end = (chunk.lastIndex { !$0.mayClose } ?? -1) + 1
        var position = 0
        while position < chunk.count {
            let scalar = chunk[position]
            let dots = chunk[position...].prefix { $0 == "." }.count
            if dots > 1 {
                add(mark: String(repeating: ".", count: dots))
                position += dots
                continue
            }
            if scalar.isApostrophe {
                add(apostrophe: scalar, isFinal: position >= end)
            } else if isMark(at: position, of: chunk, end: end) {
                add(mark: String(scalar))
            } else {
                word.append(scalar)
            }
            position += 1
        }
        finishWord()
    }

    /// - Parameter end: where only marks follow.
    private func isMark(at position: Int, of chunk: [Unicode.Scalar], end: Int) -> Bool {
        let scalar = chunk[position]
        if scalar.isFinalMark { return position >= end }
        guard scalar.isInnerMark else { return scalar.isBracketOrQuote }
        let isInNumber =
            position > 0 && position + 1 < chunk.count && chunk[position - 1].isDigit
            && chunk[position + 1].isDigit
        return !isInNumber
    }

    /// An apostrophe opens a quotation before a word and closes one behind it; elsewhere it is part
    /// of the word.
    private mutating func add(apostrophe: Unicode.Scalar, isFinal: Bool) {
        if word.isEmpty && !isQuoting || isFinal && isQuoting {
            isQuoting.toggle()
            add(mark: String(apostrophe))
        } else {
            word.append(apostrophe)
        }
    }

    private mutating func add(mark: String) {
        finishWord()
        words.append(mark)
    }

    private mutating func finishWord() {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
    }
}

extension Unicode.Scalar {
    /// The straight apostrophe, or what keyboards and word processors put in its place.
    var isApostrophe: Bool { "'’‘ʼ＇".unicodeScalars.contains(self) }

    /// White space, or the mark that some editors put at the start of a file.
    fileprivate var separatesWords: Bool { properties.isWhitespace || value == 0xFEFF }
    fileprivate var isDigit: Bool { properties.numericType == .decimal }
    fileprivate var isFinalMark: Bool { ".!?".unicodeScalars.contains(self) }
    fileprivate var isInnerMark: Bool { ",;:".unicodeScalars.contains(self) }
    fileprivate var isBracketOrQuote: Bool { "\"“”„«»‹›()[]{}…".unicodeScalars.contains(self) }

    /// Whether it may stand behind the last letter of a word without being part of it.
    fileprivate var mayClose: Bool {
        isFinalMark || isInnerMark || isBracketOrQuote || isApostrophe
    }
}
