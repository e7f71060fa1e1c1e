import Checkpoints
import Decoding
import Foundation
import Models
import Tensors
import Tokenizers
import Tracing
import Training

/// The bundled model forward with everything recorded, 12 source and 13 target tokens.
struct Forward {
    func run(_ peers: Peers?) throws {
        let folder = try BundledModels.path(of: BundledModels.standard)
        let model = try TranslationModel(folder: folder)
        func sequence(_ count: Int) -> TokenSequence {
            TokenSequence(ids: (3..<3 + count).map { $0 }, labels: (0..<count).map { "word\($0)" })
        }
        let (source, target) = (sequence(12), sequence(13))
        let architecture = model.model
        func trace() -> Trace {
            let recorder = Recorder()
            architecture.run(
                source: source, target: target,
                in: Scope(tracer: Tracer(sink: recorder), parameters: model.parameters))
            return recorder.trace
        }
        let work = Floor.multiplyAdds(of: trace())
        let figure = Figure(
            name: "forward with everything recorded, 1 thread",
            times: measure(runs: 3000) { _ = trace() },
            floor: Floor.milliseconds(multiplyAdds: work),
            bound: "at least 5 times as fast as PyTorch with hooks")
        figure.report(
            peer: try peers?.time(
                "forward.py", ["--checkpoint", folder, "--threads", "1"], figure: "hooked"))
    }
}

/// One step of Adam on 64 pairs of 16 tokens, d_model 64, 2 + 2 layers, d_ff 256.
struct TrainingStepBenchmark {
    func run(_ peers: Peers?) throws {
        let model = EncoderDecoder(
            Configuration(
                dModel: 64, heads: 4, encoderLayers: 2, decoderLayers: 2, dFF: 256,
                sourceVocabulary: 500, targetVocabulary: 500))
        var generator = SeededGenerator(seed: 1)
        var parameters = Parameters(initialising: model.declarations, using: &generator)
        var optimiser = Adam(for: parameters)
        var recipe = Recipe()
        recipe.guidance = 0
        func words() -> [Int] { (0..<16).map { _ in Int.random(in: 3..<500, using: &generator) } }
        let batch = (0..<recipe.batch).map { _ in Example(source: words(), target: words()) }
        let step = TrainingStep(model: model, recipe: recipe)
        let recorder = Recorder()
        let one = TokenSequence(unlabelled: batch[0].source)
        model.run(
            source: one, target: one,
            in: Scope(tracer: Tracer(sink: recorder), parameters: parameters))
        // Backward multiplies twice as often as forward.
        let work = 3 * recipe.batch * Floor.multiplyAdds(of: recorder.trace)
        let figure = Figure(
            name: "training step, 2 threads",
            times: measure(runs: 200) {
                _ = step.apply(batch, step: 500, to: &parameters, optimiser: &optimiser)
            },
            floor: Floor.milliseconds(multiplyAdds: work, cores: 2),
            bound: "at most 0.67 of PyTorch's time, both on 2 threads")
        figure.report(
            peer: try peers?.time("training_step.py", ["--threads", "2"], figure: "step"))
    }
}

/// An explanation and a replay on the tired animal.
struct Questions {
    func run() throws {
        let model = try TranslationModel(named: BundledModels.standard)
        let trace = try model.translate(
            "The animal didn't cross the street because it was too tired"
        ).trace
        let cell = try Selector("logits[position=0, token=l']").resolveCell(in: trace.events)
        Figure(
            name: "explain to depth 4",
            times: measure(runs: 100) { _ = trace.explain(cell, depth: 4, most: 4) },
            bound: "under 5 ms"
        ).report()
        let edit = Edit("encoder.0.self_attention.mask", cells: [7, 1], .set(-.infinity))
        Figure(
            name: "replay after one edited mask cell",
            times: measure(runs: 500) { _ = trace.replaying([edit]) },
            bound: "under 5 ms"
        ).report()
    }
}

/// The program from its start to its end, as a person waits for it.
struct WholeProcess {
    let name: String
    /// The folder of the model; nil for the bundled one.
    let model: String?
    let sentence: String
    /// What the peer prints a map of.
    let encoder: String?
    let bound: String

    static func bundled(encoder: String?) -> WholeProcess {
        WholeProcess(
            name: "heed print, whole process", model: nil,
            sentence: "The animal didn't cross the street because it was too tired",
            encoder: encoder,
            bound: "at most 30 ms and 60 MB; at least 100 times as fast as transformers")
    }

    func run(_ peers: Peers?) throws {
        guard let heed = Products.path("heed") else {
            print("\(name): build it first with swift build -c release")
            return
        }
        let usage = try Usage.of(
            heed, ["print", sentence] + (model.map { ["--model", $0] } ?? []), runs: 40)
        let figure = Figure(name: name, times: usage.times, bound: bound)
        let peer = try encoder.flatMap { encoder in
            try peers.map { peers in
                try Usage.of(
                    peers.python,
                    [peers.path("print_map.py"), sentence, "--checkpoint", encoder], runs: 3)
            }
        }
        figure.report(
            peer: peer.map { ("transformers, one map printed", $0.times.least, $0.times.median) })
        print(
            "  memory: heed \(usage.megabytes) MB"
                + (peer.map { ", transformers \($0.megabytes) MB" } ?? ""))
    }
}
