import Foundation
import JSON
import Tokenizers

// A vocabulary as text: a word a line, in the order of the ids behind the special tokens.

extension Vocabulary {
    /// In bytes.
    private static let longestFile = 1 << 28

    /// - Throws: `CheckpointError`.
    init(path: String) throws {
        let file = try MappedFile(path, limit: Vocabulary.longestFile)
        self.init(words: try Damage.naming(path) { try file.withBytes(Vocabulary.words) })
    }

    /// - Throws: `CheckpointError.unwritable`.
    func write(to path: String) throws {
        let lines = words.map { $0 + "\n" }.joined()
        try AtomicFile.write(Data(lines.utf8), to: path)
    }

    /// - Throws: `Damage`.
    private static func words(of bytes: UnsafeRawBufferPointer) throws -> [String] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line break is no line.
        if lines.last?.isEmpty == true { lines.removeLast() }
        var seen = Set(Vocabulary.specials)
        return try lines.enumerated().map { number, line in
            func damage(_ problem: String) -> Damage { Damage("line \(number + 1) \(problem)") }
            guard let word = String(strictUTF8: line) else { throw damage("is not UTF-8 text") }
            guard !word.isEmpty else { throw damage("is empty; expected one word") }
            guard word.isPlain else {
                throw damage(
                    "is '\(word.escaped)'; expected one word without white space "
                        + "and control characters")
            }
            guard seen.insert(word).inserted else {
                throw damage("is '\(word.escaped)', which occurs before")
            }
            return word
        }
    }
}

extension String {
    /// Whether every character shows itself and nothing else.
    fileprivate var isPlain: Bool {
        unicodeScalars.allSatisfy {
            switch $0.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: false
            default: true
            }
        }
    }
}
