import Checkpoints
import Guide
import Tracing

/// Changes to a run and the lenses, on the tired animal.
struct WhatIfBenchmark {
    func run() throws {
        let model = try TranslationModel(named: BundledModels.standard)
        let experiment = try Experiment(
            model, sentence: "The animal didn't cross the street because it was too tired")
        let trace = experiment.original.trace
        let head = WhatIf.headOff(attention: "encoder.0.self_attention", head: 0)
        for (name, list) in [
            ("one head off", [head]), ("no layer norms", [.normOff(part: nil)]),
            ("all switches", WhatIf.switches(of: trace)),
            ("words in reverse", [.reversed(positions: experiment.original.source.count)]),
        ] {
            let changes = Changes(list)
            Figure(
                name: "what if: \(name)",
                times: try measure(runs: 200) { _ = try experiment.run(changes) },
                bound: "under 5 ms"
            ).report()
        }
        let run = try experiment.run(Changes([head]))
        for (name, bound, body) in [
            ("the new translation", 16, { _ = experiment.translate(with: run) }),
            (
                "ranking what changed", 5,
                { _ = run.comparison.ranked() }
            ),
            ("without each head", 24, { _ = trace.withoutEachHead() }),
            (
                "weight x value length", 5,
                { _ = trace.weightedValues(of: "encoder.1.self_attention") }
            ),
            ("rollout", 5, { _ = trace.rollout() }),
            ("logit lens", 5, { _ = trace.logitLens() }),
            (
                "importance of 12 keys", 16,
                { _ = trace.importance(attention: "encoder.1.self_attention", head: 0, query: 7) }
            ),
        ] as [(String, Int, () -> Void)] {
            Figure(name: name, times: measure(runs: 50, body), bound: "under \(bound) ms").report()
        }
    }
}
