import Guide
import Tracing

/// A way to draw an event.
enum PictureKind: String, CaseIterable, Sendable {
    /// What goes in, what is done, what comes out.
    case equation
    /// A value and its gradient, side by side.
    case gradient
    /// The row that is looked at, worked out step by step.
    case row
    /// The result alone.
    case matrix
    /// The matrices of all heads.
    case heads
    /// The weights with the pieces of each word as one row and one column.
    case words
    /// Queries joined to the keys that they look at.
    case lines
    /// The sentence, shaded by the weights of one word.
    case sentence
    /// The largest values of a row.
    case bars
    /// Features along the positions.
    case curves
    /// The row as one line of cells.
    case strip
}

extension Walk {
    /// The pictures that suit the event, the best one first.
    var pictures: [PictureKind] {
        let suitable = PictureKind.allCases.filter { suits($0) }
        let best: PictureKind =
            switch event.op.unedited {
            case is TokenIDs, is ShiftRight, is CrossEntropy: .row
            case _ where gradientSubject != nil: .gradient
            case is Softmax where event.axes.last?.name == "token": .bars
            default: .equation
            }
        return suitable.filter { $0 == best } + suitable.filter { $0 != best }
    }

    /// The chosen picture, or the best one where that does not suit the event.
    var picture: PictureKind {
        if let chosen = look.picture, suits(chosen) { return chosen }
        return pictures[0]
    }

    /// The value whose gradient is looked at, or a share of it; nil where the event is none.
    var gradientSubject: Event? {
        guard Pass(of: event.path) == .backward,
            let path = Pass.forwardPath(of: event.path).split(separator: ".via.").first,
            let subject = trace.events.first(where: { $0.path == path }),
            subject.shape == event.shape
        else { return nil }
        return subject
    }

    /// Whether these are shares that the model's own tokens give to each other, some of them pieces
    /// of one word.
    private var hasPieces: Bool {
        let axes = event.axes
        guard event.op.unedited is Softmax, axes.count == 3, axes[1].name == "query" else {
            return false
        }
        let labels = subject.reading.tokens.map(\.label)
        return subject.reading.words.count < labels.count && axes[1].labels == labels
            && axes[2].labels == labels
    }

    private func suits(_ picture: PictureKind) -> Bool {
        let names = event.axes.map(\.name)
        switch picture {
        case .equation: return true
        case .gradient: return gradientSubject != nil
        case .row: return RowWork.suits(event)
        case .matrix: return names.count >= 2
        case .heads: return names.first == "head"
        case .words: return hasPieces
        case .lines, .sentence: return Array(names.suffix(2)) == ["query", "key"]
        case .bars: return names.last == "token" || names.last == "key"
        case .curves: return event.op.unedited is SinusoidalPositions
        case .strip: return names.last == "feature"
        }
    }
}
