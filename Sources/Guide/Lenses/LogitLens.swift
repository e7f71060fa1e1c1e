import Tensors
import Tracing

/// What the decoder would write if it stopped early (nostalgebraist 2020): the vectors between its
/// parts, taken to the logits.
public struct LogitLens: Sendable {
    /// A word with its probability, from 0 to 1.
    public struct Guess: Sendable, Equatable {
        public let word: String
        public let probability: Float
    }

    /// The paths of the vectors that were read, from the decoder's input to the last.
    public let streams: [String]
    /// The logits of each: `[position, token]`.
    public let logits: [Tensor]
    /// The probabilities of each: `[position, token]`.
    public let probabilities: [Tensor]
    /// The probability of the target's word: `[stream, position]`. The positions are labelled by
    /// the words of the target.
    public let result: LensResult
    let tokens: Axis

    /// The most probable words at one position, the most probable first.
    public func guesses(stream: Int, position: Int, most: Int) -> [Guess] {
        let row = probabilities[stream].rows[position]
        return row.indices.sorted { row[$0] > row[$1] }.prefix(most).map {
            Guess(word: tokens.name(of: $0), probability: row[$0])
        }
    }
}

extension Trace {
    /// - Returns: nil if the trace is not that of an encoder-decoder.
    public func logitLens() -> LogitLens? {
        guard let targets = self["target.ids"], let probabilities = self["probabilities"],
            let last = decoderStreams.last
        else { return nil }
        let tails = decoderStreams.map { tail(behind: last, with: value(of: $0)) }
        let rows = tails.map(\.probabilities.rows)
        let ids = targets.value.elements.map { Int($0) }
        let streams = decoderStreams.map { events[$0].path }
        return LogitLens(
            streams: streams, logits: tails.map(\.logits),
            probabilities: tails.map(\.probabilities),
            result: LensResult(
                lens: .logitLens, title: "probability of the word that is written",
                axes: [Axis("stream", labels: streams), targets.axes[0]],
                value: Tensor(
                    rows.flatMap { row in ids.indices.map { row[$0][ids[$0]] } },
                    shape: [streams.count, ids.count])),
            tokens: probabilities.axes[1])
    }

    /// The vectors that go from part to part of the decoder: behind each norm, or, where the norms
    /// come first, behind each residual.
    private var decoderStreams: [Int] {
        let normsComeFirst = self["decoder.layer_norm.normalised"] != nil
        let end = normsComeFirst ? ".residual" : ".layer_norm.output"
        return events.filter { event in
            event.path == "decoder.positional_encoding.sum"
                || event.path.hasPrefix("decoder.") && event.path.hasSuffix(end)
        }.map(\.id)
    }

    /// What follows the last stream, computed with another value in its place.
    private func tail(
        behind stream: Int, with value: Tensor
    ) -> (logits: Tensor, probabilities: Tensor) {
        var values = [stream: value]
        for event in events[(stream + 1)...]
        where event.inputs.contains(where: values.keys.contains) {
            values[event.id] = event.op.forward(
                event.inputs.map { values[$0] ?? self.value(of: $0) })
            if event.path == "probabilities", let logits = values[event.inputs[0]] {
                return (logits, values[event.id] ?? logits)
            }
        }
        preconditionFailure("probabilities follow the decoder")
    }
}
