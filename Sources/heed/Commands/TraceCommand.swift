import ArgumentParser
import Checkpoints
import Decoding
import Foundation
import Tensors
import Tracing

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Write every value that the model computes for a sentence, for other programs.",
        discussion: """
            EXAMPLES
              heed trace "I love you very much" --list
              heed trace "I love you very much" --at "decoder.*.cross_attention.weights"
              heed trace "I love you very much" --format npz --output trace.npz
              heed trace "I love you" --target "Ti amo" --at "gradient.logits"

            One event a line: path, op, inputs, axes (name, size, labels) and values (nested \
            arrays, the last axis innermost). JSON has no infinities: a masked score is the \
            string "-Infinity".
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case json, npz, safetensors
    }

    @Argument(help: "The sentence, in quotes.")
    var sentence: String

    @Flag(help: "Only the path, the op and the axes of each event.")
    var list = false

    @Option(help: ArgumentHelp("Only these events.", valueName: "selector"))
    var at: String?

    @OptionGroup var readingOptions: ReadingOptions

    @Option(help: "JSON Lines, or an archive for notebooks.")
    var format = Format.json

    @Option(
        help: ArgumentHelp("The archive to write.", valueName: "file"), completion: .file())
    var output: String?

    func validate() throws {
        if format != .json && output == nil {
            throw ValidationError("--format \(format.rawValue) needs --output FILE.")
        }
        if format != .json && list {
            throw ValidationError("--list writes text; leave --format out.")
        }
    }

    func run() throws {
        let selector = try at.map { try Selector($0) }
        let model = try readingOptions.modelOption.loadModel()
        if format == .json && !list && selector == nil && readingOptions.targetOption.target == nil
        {
            return try stream(model)
        }
        let trace = try readingOptions.read(sentence, by: model).trace
        let selections =
            try selector.map { try $0.resolve(in: trace.events) }
            ?? trace.events.map { Selection(event: $0) }
        switch format {
        case .json: try write(selections, of: trace)
        case .npz, .safetensors: try archive(selections, of: trace)
        }
    }

    /// Writes each event as it is computed.
    private func stream(_ model: any SentenceModel) throws {
        let lines = OutputLines(path: output)
        _ = try model.read(
            sentence, pair: readingOptions.pairOption.pair,
            sink: JSONLinesWriter { lines.write($0) })
        try lines.finish()
    }

    private func write(_ selections: [Selection], of trace: Trace) throws {
        let lines = OutputLines(path: output)
        for selection in selections {
            let axes = selection.axes.map { "\($0.name) \($0.size)" }.joined(separator: " x ")
            if list {
                lines.write("\(selection.name)\t\(selection.event.op.name)\t[\(axes)]\n")
            } else {
                let object = JSONText.event(
                    path: selection.name, op: selection.event.op.name,
                    inputs: selection.event.inputs.map { trace.events[$0].path },
                    axes: selection.axes,
                    values: selection.slice(trace.value(of: selection.event.id)))
                lines.write(object.text + "\n")
            }
        }
        try lines.finish()
    }

    private func archive(_ selections: [Selection], of trace: Trace) throws {
        guard let output else { return }
        let tensors = selections.map {
            (name: $0.event.path, value: $0.slice(trace.value(of: $0.event.id)))
        }
        if format == .npz {
            try AtomicFile.write(Data(NPZ.encode(tensors)), to: output)
        } else {
            try Safetensors.write(tensors, to: output)
        }
    }
}

/// Lines for standard output or a file; an error waits until the end, as a sink cannot throw.
final class OutputLines {
    private let path: String?
    private var output = Output()
    private var text = ""
    private var failure: (any Error)?

    init(path: String?) { self.path = path }

    func write(_ line: String) {
        guard failure == nil else { return }
        if path != nil {
            text += line
            return
        }
        do { try output.write(line) } catch { failure = error }
    }

    func finish() throws {
        if let failure { throw failure }
        if let path {
            try AtomicFile.write(Data(text.utf8), to: path)
        } else {
            try output.flush()
        }
    }
}
