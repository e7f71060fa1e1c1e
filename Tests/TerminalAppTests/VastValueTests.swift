import Decoding
import Drawing
import Foundation
import Tensors
import Testing
import Tracing

@testable import TerminalApp

/// The walkthrough on a value of many million numbers, as the logits of a long text are.
struct VastValueTests {
    #if os(Linux)
        /// In a process of its own, so that nobody else's memory is counted: the logits fill 64 MB.
        @Test(.timeLimit(.minutes(5)))
        func noScreenCopiesAVastValue() async {
            await #expect(processExitsWith: .success) {
                let place = Place(width: 80, height: 24, depth: .ansi256)
                var walk = try Walk(
                    "vast", model: VastModel(), theme: Theme.all[0],
                    services: Services(
                        otherModels: [], load: { _ in VastModel() }, write: { _, _ in }))
                try walk.go(to: "logits")
                let before = try #require(mostMegabytes())
                #expect(before > 64, "the logits themselves are counted")
                for commands: [Command] in [[], [.goIn], [.goOut, .sort]] {
                    commands.forEach { walk.perform($0) }
                    for picture in walk.pictures {
                        walk.look.picture = picture
                        walk.perform(.down)
                        #expect(walk.view(place).height == place.height)
                    }
                }
                let after = try #require(mostMegabytes())
                #expect(after < before + 48, "from \(before) to \(after) MB")
            }
        }
    #endif
}

/// One matrix product, of a long text with a vocabulary.
private struct VastModel: SentenceModel {
    let title = "a product"
    let layers = 0
    private static let (positions, features, tokens) = (1024, 16, 16384)

    func isLong(_ sentence: String) -> Bool { false }

    func tokens(reading sentence: String, pair: String?) -> [ReadToken] { [] }

    func guesses(in trace: Trace) -> Reading.Answer { .nothing }

    func read(
        _ sentence: String, pair: String?, sink: (any Sink)?, edits: [Edit]
    ) -> Reading {
        let recorder = Recorder()
        let tracer = Tracer(sink: recorder)
        func numbers(_ axes: [Axis], _ path: String) -> Traced {
            let count = axes.reduce(1) { $0 * $1.size }
            return tracer.parameter(
                Tensor((0..<count).map { Float($0 * 7 % 23) / 10 - 1 }, shape: axes.map(\.size)),
                at: path, axes: axes)
        }
        let feature = Axis("feature", size: VastModel.features)
        let labels = (0..<VastModel.tokens).map { "word\($0)" }
        tracer.emit(
            MatrixProduct(transposeB: true),
            [
                numbers([Axis("position", size: VastModel.positions), feature], "vectors"),
                numbers([Axis("token", labels: labels), feature], "table"),
            ], at: "logits")
        return Reading(
            sentence: sentence, tokens: [], words: [], trace: recorder.trace, answer: .nothing,
            notes: [])
    }
}

/// The most memory that this process has had at once.
private func mostMegabytes() -> Int? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 / 1024 }
}
