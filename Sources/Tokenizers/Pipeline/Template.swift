/// What a model wants around one text or two: `[CLS] A [SEP] B [SEP]`.
struct Template: Sendable, Equatable {
    enum Part: Sendable, Equatable {
        /// The first text or the second.
        case text(Int, segment: Int)
        case special(id: Int, segment: Int)
    }

    var single: [Part] = [.text(0, segment: 0)]
    var pair: [Part] = [.text(0, segment: 0), .text(1, segment: 1)]
}

extension Template {
    /// Refuses tokens that are not in the vocabulary, and more texts than two.
    ///
    /// - Throws: `TokenizerError`.
    func check(endID: Int) throws {
        for part in single + pair {
            switch part {
            case .special(let id, let segment):
                guard (0..<endID).contains(id) else {
                    throw TokenizerError("its template has the id \(id), which stands for no token")
                }
                try check(segment)
            case .text(_, let segment): try check(segment)
            }
        }
    }

    private func check(_ segment: Int) throws {
        guard (0...1).contains(segment) else {
            throw TokenizerError("its template has a text of type \(segment); expected 0 or 1")
        }
    }
}
