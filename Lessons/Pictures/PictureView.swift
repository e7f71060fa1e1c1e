import Drawing
import Tensors
import Tracing

/// One of the pictures of a block.
public struct PictureView: Sendable {
    /// What is said of it; nil where the part's name says enough.
    public let title: String?
    public let part: PartView
    let look: PictureLook?
    /// A word whose row is set apart.
    let markedWord: String?

    init(_ part: PartView, title: String? = nil, look: PictureLook?, markedWord: String? = nil) {
        self.part = part
        self.title = title
        self.look = look
        self.markedWord = markedWord
    }
}

extension ShownBlock {
    /// The pictures, in their order; none for words and tasks.
    public var views: [PictureView] {
        switch self {
        case .pictures(let pictures):
            let words = pictures.marks.compactMap { mark -> String? in
                if case .word(let word) = mark { return word }
                return nil
            }
            return pictures.parts.map {
                PictureView(
                    $0, title: $0.runTitle, look: pictures.look, markedWord: words.first)
            }
        case .comparison(let comparison):
            let titles: [String?] =
                comparison.isBeforeAndAfter
                ? ["before the change", "after the change"]
                : [comparison.first.runTitle, comparison.second.runTitle]
            return zip(titles, [comparison.first, comparison.second]).map { title, part in
                PictureView(part, title: title, look: comparison.look)
            }
        case .animation(let frames):
            return frames.enumerated().map { number, frame in
                PictureView(frame.part, title: "\(number + 1). \(frame.text ?? "")", look: nil)
            }
        case .question(let question):
            guard case .point(let part, _) = question.kind else { return [] }
            return [PictureView(part, title: part.runTitle, look: nil)]
        case .prose, .changes, .exercise, .note: return []
        }
    }

    /// What is said below the pictures, in paragraphs with inline marks.
    public var remarks: [String] {
        switch self {
        case .pictures(let pictures):
            let marks = pictures.marks.compactMap { mark -> String? in
                guard case .cells(let selection) = mark, let part = pictures.parts.first,
                    selection.axes.isEmpty
                else { return nil }
                let value = part.trace.value(of: selection.event.id)
                return "▸ `\(selection.name)` = \(selection.slice(value).elements[0].short)"
            }
            return marks + [pictures.caption].compactMap { $0 }
        case .comparison(let comparison):
            return [comparison.difference, comparison.caption].compactMap { $0 }
        case .prose, .animation, .changes, .question, .exercise, .note: return []
        }
    }

    /// Whether its pictures come one after another.
    public var isAnimation: Bool {
        if case .animation = self { return true }
        return false
    }
}

extension PartView {
    fileprivate var runTitle: String? { run.map { "in the run “\($0)”:" } }

    /// The numbers of the part, with the axes that remain.
    var numbers: Tensor { selection.slice(trace.value(of: selection.event.id)) }
}

extension ShownComparison {
    /// How far the same part moved; nil for two different parts.
    fileprivate var difference: String? {
        let (a, b) = (first.numbers, second.numbers)
        guard isBeforeAndAfter, a.shape == b.shape else { return nil }
        let largest = zip(a.elements, b.elements).reduce(Float(0)) {
            max($0, ($1.0 - $1.1).magnitude)
        }
        return largest == 0 ? "No number differs." : "The largest difference: \(largest.short)"
    }
}
