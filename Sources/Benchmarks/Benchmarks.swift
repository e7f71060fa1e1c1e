import ArgumentParser
import Checkpoints
import Foundation

/// Measures what must be fast, beside the peers in the same run: run it in release mode.
@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measure heed, and PyTorch and transformers beside it.",
        discussion: """
            EXAMPLES
              swift run -c release Benchmarks
              swift run -c release Benchmarks --peers peers/bin/python --encoder DIR
            """)

    @Option(help: ArgumentHelp("A Python that has the peers' packages.", valueName: "python"))
    var peers: String?

    @Option(
        help: ArgumentHelp(
            "A small encoder for transformers to print a map of; see make_model.py.",
            valueName: "dir"))
    var encoder: String?

    @Option(
        help: ArgumentHelp(
            "all-MiniLM-L6-v2, or random weights of its sizes; see make_model.py.",
            valueName: "dir"))
    var minilm: String?

    @Option(
        help: ArgumentHelp(
            "GPT-2 with 124 million weights, or random ones; see make_model.py.",
            valueName: "dir"))
    var gpt2: String?

    @Option(help: "Measure one thing, as for a profiler.")
    var only: Subject?

    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case process, questions, whatif, forward, decoding, step, terminal, pretrained
        case disagreements

        /// What is measured when nothing is named; the search takes minutes.
        static let usual = allCases.filter { $0 != .disagreements }
    }

    func run() throws {
        print(
            "kernels: \(Floor.kernels), peak of the matrix product \(Int(Floor.peak)) GFLOP/s on one core"
        )
        let peers = peers.map { Peers(python: $0) }
        for subject in only.map({ [$0] }) ?? Subject.usual {
            switch subject {
            case .process: try WholeProcess.bundled(encoder: encoder).run(peers)
            case .pretrained:
                try PretrainedBenchmark(encoder: minilm, decoder: gpt2).run(peers)
            case .questions: try Questions().run()
            case .whatif: try WhatIfBenchmark().run()
            case .forward: try Forward().run(peers)
            case .decoding: try DecodingBenchmark().run()
            case .disagreements: try DisagreementSearch().run()
            case .step: try TrainingStepBenchmark().run(peers)
            case .terminal: try TerminalBenchmark.all.forEach { try $0.run() }
            }
        }
    }
}

/// One figure with what it is compared with.
struct Figure {
    let name: String
    /// The fastest and the middle of the runs, in milliseconds.
    let times: (least: Double, median: Double)
    var floor: Double?
    var bound: String

    func report(peer: (name: String, least: Double, median: Double)? = nil) {
        var line = "\(name): \(rounded(times.least)) ms (median \(rounded(times.median)))"
        if let floor {
            line +=
                "; floor \(rounded(floor)) ms, we are at \(rounded(times.least / floor)) times it"
        }
        print(line + "; wanted: \(bound)")
        if let peer {
            print(
                "  \(peer.name): \(rounded(peer.least)) ms (median \(rounded(peer.median)));"
                    + " heed takes \(rounded(times.least / peer.least)) of it,"
                    + " \(rounded(peer.least / times.least)) times as fast")
        }
    }

    private func rounded(_ number: Double) -> String { String(format: "%.3g", number) }
}

/// Runs `body` many times and sorts what each took.
func measure(runs: Int, _ body: () throws -> Void) rethrows -> (least: Double, median: Double) {
    var times: [Double] = []
    for _ in 0..<runs {
        let start = DispatchTime.now().uptimeNanoseconds
        try body()
        times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
    }
    times.sort()
    return (times[0], times[runs / 2])
}
