import Drawing
import Tracing

/// The sentence and its translation in one line, the word that is looked at underlined.
struct SentenceLine {
    let walk: Walk
    let width: Int

    func surface() -> Surface {
        var line = Surface(width: width, height: 1)
        let source = walk.subject.translation.source.map(\.markedLabel)
        let target = walk.subject.translation.words
        let (marksSource, marked) = lookedAt
        var column = 0
        for (index, word) in source.dropLast().enumerated() {
            let isMarked = marksSource && marked == index
            column = line.put(word, column: column, row: 0, style: style(isMarked)) + 1
        }
        column = line.put("→", column: column + 1, row: 0, style: .dim) + 2
        for (index, word) in target.enumerated() {
            let isMarked = !marksSource && marked == index
            column = line.put(word, column: column, row: 0, style: style(isMarked)) + 1
        }
        return line
    }

    private func style(_ isMarked: Bool) -> Style {
        isMarked ? Style(bold: true, underlined: true) : .dim
    }

    /// Which side the rows of the event stand for, and which of its words.
    private var lookedAt: (isSource: Bool, index: Int?) {
        let axes = walk.event.axes
        guard let row = axes.firstIndex(where: { $0.name == "query" || $0.name == "position" })
        else { return (true, nil) }
        let isSource =
            !walk.event.path.hasPrefix("decoder")
            && axes[row].labels?.last == walk.subject.translation.source.last?.label
        return (isSource, walk.gaze.cell.index[row])
    }
}
