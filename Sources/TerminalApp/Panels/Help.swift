import Drawing
import Tracing

extension Walk {
    /// What the number is that is looked at, and every key that does something here.
    var helpRows: [PanelRow] {
        let shape = event.axes.map { "\($0.name) \($0.size)" }.joined(separator: " × ")
        let what =
            [
                "this is  \(event.path)   [\(shape)]",
                "\(Self.doneBy)  \(event.op.name):  \(event.op.formula)",
                "here     \(CellName.short(gaze.cell, in: trace)) = "
                    + trace.value(of: event.id)[gaze.cell.index].description,
            ] + pieces + [""]
        let keys = KeyMap.entries.filter { isUseful($0.command) }.map {
            "\($0.label.padded(to: 12)) \($0.meaning)"
        }
        return (what + keys).enumerated().map { place, text in
            // A formula may be long.
            PanelRow(id: [place], text: text, isNote: text.hasPrefix(Self.doneBy))
        }
    }

    private static let doneBy = "done by"

    /// The tokens that are looked at as the vocabulary spells them, where that is not how they are
    /// shown.
    private var pieces: [String] {
        let tokens = subject.reading.tokens
        let labels = tokens.map(\.label)
        var places: [Int] = []
        for (axis, place) in zip(event.axes, gaze.cell.index)
        where axis.labels == labels && tokens[place].raw != labels[place] && !places.contains(place)
        {
            places.append(place)
        }
        return places.map {
            "token    \(labels[$0]) is \(tokens[$0].raw) in the vocabulary, number \(tokens[$0].id)"
        }
    }

    /// Whether a key changes anything where the learner is.
    private func isUseful(_ command: Command) -> Bool {
        if refusal(of: command) != nil { return false }
        return switch command {
        case .previousSlice, .nextSlice: event.axes.count > 2
        case .trailBack: !trail.isEmpty
        case .picture: pictures.count > 1
        case .sort: event.axes.count > 1
        case .undim, .numbers, .scale, .zoomIn, .zoomOut: depth > .blocks
        case .faster, .slower: isPlaying
        default: true
        }
    }
}
