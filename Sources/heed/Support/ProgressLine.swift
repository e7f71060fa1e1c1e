import Decoding
import Foundation
import Tracing

/// Says on one line of a terminal how far a long reading is. Ctrl-C ends the program, as always.
final class ProgressLine: Sink {
    private var progress: ReadingProgress
    private var shown = ""

    init(of model: any SentenceModel) {
        progress = ReadingProgress(of: model)
        show()
    }

    func receive(_ traced: Traced) {
        progress.note(traced.event)
        show()
    }

    private func show() {
        guard progress.description != shown else { return }
        shown = progress.description
        StandardError.replaceLine("reading a long text: \(shown) (Ctrl-C stops)")
    }

    func erase() { StandardError.replaceLine("") }
}

extension SentenceModel {
    /// Calls `body` with a sink that tells a person how far a long reading is; with nil where the
    /// sentence is short or nobody looks.
    func tellingProgress<Result>(
        of sentence: String, _ body: ((any Sink)?) throws -> Result
    ) rethrows -> Result {
        guard StandardError.isTerminal, isLong(sentence) else { return try body(nil) }
        let line = ProgressLine(of: self)
        defer { line.erase() }
        return try body(line)
    }
}
