import CKernels
import Checkpoints
import Decoding
import Foundation
import Models
import Tensors
import Tokenizers
import Tracing

/// Models that others trained: an encoder of 6 layers of 384 features (all-MiniLM-L6-v2 or one of its
/// sizes), and a decoder of 124 million weights (GPT-2 or one of its sizes).
struct PretrainedBenchmark {
    let encoder: String?
    let decoder: String?

    func run(_ peers: Peers?) throws {
        guard encoder != nil || decoder != nil else {
            print("pretrained models: name them with --minilm and --gpt2; make_model.py makes some")
            return
        }
        if let encoder {
            try WholeProcess(
                name: "heed print, MiniLM, 12 tokens", model: encoder,
                sentence: "the animal didn't cross the street", encoder: encoder,
                bound: "at most 40 ms and 80 MB"
            ).run(peers)
            for (tokens, threads, bound) in [
                (12, 1, "at least 1.8 times as fast as transformers"),
                (128, 1, "no slower than transformers"),
                (128, 2, "no slower than transformers"),
            ] {
                try forward(encoder, tokens: tokens, threads: threads, bound: bound, peers)
            }
        }
        if let decoder { try LongText(folder: decoder).run() }
    }

    private func forward(
        _ folder: String, tokens: Int, threads: Int, bound: String, _ peers: Peers?
    ) throws {
        let model = try PretrainedModel(folder: folder)
        guard case .encoder(let architecture) = model.architecture else { return }
        let ids = (0..<tokens).map { 1000 + 7 * $0 % 1000 }
        let sentence = TokenSequence(unlabelled: ids)
        heed_threads_use(Int64(threads))
        defer { heed_threads_use(0) }
        let work = Floor.multiplyAdds(of: trace())
        func trace() -> Trace {
            let recorder = Recorder()
            architecture.run(
                sentence, segments: ids.map { _ in 0 },
                in: Scope(tracer: Tracer(sink: recorder), parameters: model.parameters))
            return recorder.trace
        }
        let figure = Figure(
            name: "forward with everything recorded, \(tokens) tokens, \(threads) thread"
                + (threads == 1 ? "" : "s"),
            times: measure(runs: tokens > 100 ? 60 : 200) { _ = trace() },
            floor: Floor.milliseconds(multiplyAdds: work, cores: threads), bound: bound)
        figure.report(
            peer: try peers?.time(
                "pretrained_forward.py",
                [
                    "--checkpoint", folder, "--tokens", "\(tokens)", "--threads", "\(threads)",
                    "--runs", tokens > 100 ? "60" : "200",
                ], figure: "transformers"))
    }
}
