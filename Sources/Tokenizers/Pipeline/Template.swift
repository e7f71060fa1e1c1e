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
