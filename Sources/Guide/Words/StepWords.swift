import Tracing

/// What is said about one step: what happens, why, and what the letters of the formula are.
///
/// The words speak of the event's role in the model: the queries of the encoder's self-attention
/// and those of cross-attention have different words. They are data, in `Tables`; the sizes in them
/// come from the trace. An event of a model that has no words here gets those of its op.
public struct StepWords: Sendable, Equatable {
    /// At most 60 columns: `Scores: how well each query matches each key`.
    public let title: String
    /// What happens, in one to three sentences.
    public let what: String
    /// What it is good for, in one to three sentences.
    public let why: String
    /// In the field's letters: `scores = Q · Kᵀ`.
    public let formula: String
    /// What the letters of the formula stand for.
    public let symbols: [Symbol]
    /// The axes with their sizes, and in words.
    public let shapeNote: String

    /// - Parameter id: the id of an event of the trace; parameters and gradients are events too.
    public init(of id: Int, in trace: Trace) {
        let event = trace.events[id]
        let phrase =
            GradientWords.phrase(for: event, in: trace)
            ?? UpdateWords.phrase(for: event, in: trace) ?? Phrase.forPath(event.path, in: trace)
        let facts = Facts(of: event, in: trace)
        let filled =
            phrase.flatMap { $0.filled(with: facts) }
            ?? OpWords.phrase(for: event.op)
        title = filled.title
        what = filled.what
        why = filled.why
        formula = filled.formula
        symbols = filled.symbols
        shapeNote = ShapeNote.text(event.axes)
    }
}

extension Phrase {
    /// With the facts of an event in all its texts; nil if one of them is not known there.
    func filled(with facts: Facts) -> Phrase? {
        let meanings = symbols.compactMap { symbol in
            facts.filled(symbol.letter).flatMap { letter in
                facts.filled(symbol.meaning).map { Symbol(letter, $0) }
            }
        }
        guard let name = facts.filled(name), let gist = facts.filled(gist),
            let what = facts.filled(what), let why = facts.filled(why),
            let formula = facts.filled(formula), meanings.count == symbols.count
        else { return nil }
        return Phrase(
            name, gist, what: what, why: why, formula: formula,
            meanings.filter { !$0.letter.isEmpty })
    }

    /// `Scores: how well each query matches each key`.
    var title: String {
        name.prefix(1).uppercased() + name.dropFirst() + (gist.isEmpty ? "" : ": " + gist)
    }
}

extension Op {
    /// The name without what distinguishes this use: `softmax` of `softmax(axis: key), edited`.
    var plainName: String {
        let end = name.firstIndex { $0 == "(" || $0 == "," } ?? name.endIndex
        return String(name[..<end])
    }
}
