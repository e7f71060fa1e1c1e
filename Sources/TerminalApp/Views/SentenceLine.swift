import Drawing
import Tokenizers
import Tracing

/// The sentence and its translation in one line, the word that is looked at underlined.
struct SentenceLine {
    let walk: Walk
    let width: Int

    func surface() -> Surface {
        var line = Surface(width: width, height: 1)
        let source = walk.subject.words
        let words = source + (target.isEmpty ? [] : ["→"]) + target
        let marked = self.marked
        var column = 0
        for (index, word) in words.enumerated() {
            let isLast = index == words.count - 1
            // Room for the dots that stand for what is left.
            guard column + word.displayWidth + (isLast ? 0 : 2) <= width else {
                line.put("…", column: column, row: 0, style: .dim)
                break
            }
            let style = index == marked ? Style(bold: true, underlined: true) : .dim
            column = line.put(word, column: column, row: 0, style: style) + 1
        }
        return line
    }

    /// What the model wrote, word by word where it can be told apart.
    private var target: [String] {
        if let translation = walk.subject.experiment?.original { return translation.words }
        if let step = walk.subject.step?.step { return step.setting.target.labels.dropLast() }
        return walk.subject.answer.split(separator: " ").map(String.init)
    }

    /// The place of the word whose row is looked at, among the words, the arrow and the translation.
    private var marked: Int? {
        let axes = walk.event.axes
        guard
            let axis = axes.firstIndex(where: { $0.name == "query" || $0.name == "position" })
                ?? axes.firstIndex(where: { $0.name == "key" })
        else { return nil }
        let row = walk.gaze.cell.index[axis]
        let source = walk.subject.words
        if let setting = walk.subject.step?.step.setting {
            let labels = axes[axis].labels
            let isTarget = labels == setting.target.labels && row < target.count
            let isShifted = labels?.first == Vocabulary.start && row > 0
            if isTarget { return source.count + 1 + row }
            if isShifted { return source.count + row }
            return labels == setting.source.labels && row < source.count ? row : nil
        }
        // Pieces and what stands around them are the model's own; its words are not told apart here.
        if walk.subject.experiment == nil {
            let pieces = walk.subject.reading.tokens.prefix(row).filter { !$0.isSpecial }
            let isPiece =
                walk.subject.reading.tokens.indices.contains(row)
                && !walk.subject.reading.tokens[row].isSpecial
            return isPiece && !walk.event.path.hasPrefix("decoder.") ? pieces.count : nil
        }
        // The decoder's rows stand one word later: the first one is the start token.
        if axes[axis].labels?.first == Vocabulary.start {
            return row > 0 && row <= target.count ? source.count + row : nil
        }
        let isTarget = ["target", "decoder"].contains { walk.event.path.hasPrefix($0) }
        let isSource =
            axes[axis].labels.map {
                $0.count == source.count + 1 && $0.first == source.first
            } ?? !isTarget
        if isSource { return row < source.count ? row : nil }
        return row < target.count ? source.count + 1 + row : nil
    }
}
