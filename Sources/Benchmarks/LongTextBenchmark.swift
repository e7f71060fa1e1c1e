import Checkpoints
import Decoding
import Foundation
import Tracing

/// A text of 1,024 tokens: what it costs to read it, to look into each layer afterwards, and to walk
/// through the largest of its values, the logits and the probabilities.
struct LongText {
    let folder: String

    /// As many tokens where nothing is merged.
    private static let text = String(
        String(repeating: "the animal was too ", count: 60).prefix(1023))

    func run() throws {
        try read()
        guard let heed = Products.path("heed") else {
            return print("heed walk: build it first with swift build -c release")
        }
        let usage = try Usage.of(
            heed, ["print", Self.text, "--layer", "5", "--head", "0", "--model", folder], runs: 1)
        print(
            "heed print of it: \(Int(usage.times.least)) ms, \(usage.megabytes) MB;"
                + " wanted: under 1,500 MB")
        try walk(heed)
    }

    private func read() throws {
        let model = try PretrainedModel(folder: folder)
        var reading: Reading?
        let times = try measure(runs: 1) { reading = try model.read(Self.text) }
        guard let reading else { return }
        Figure(
            name: "a text of \(reading.tokens.count) tokens", times: times, bound: "none"
        ).report()
        var slowest = 0.0
        for event in reading.trace.events where event.path.hasSuffix("attention.weights") {
            let time = measure(runs: 1) { _ = reading.trace.value(of: event.id) }
            slowest = max(slowest, time.least)
        }
        Figure(
            name: "the map of a layer behind it, the slowest", times: (slowest, slowest),
            bound: "under 1,000 ms"
        ).report()
    }

    /// What is pressed one after the other, from the step of the logits on.
    private static let keys: [(name: String, keys: [String], runs: Int, bound: String)] = [
        ("the logits, another row", ["\u{1B}OB", "\u{1B}OA"], 20, "well under 100 ms"),
        ("on to the probabilities", ["\u{1B}OC"], 1, "under 1,000 ms"),
        ("the probabilities, another row", ["\u{1B}OB", "\u{1B}OA"], 20, "well under 100 ms"),
        ("back to the logits", ["\u{1B}OD"], 1, "under 1,000 ms"),
        ("in, among the cells", ["\r"], 1, "under 1,000 ms"),
        (
            "the logits, another cell", ["\u{1B}OB", "\u{1B}OC", "\u{1B}OA", "\u{1B}OD"], 20,
            "well under 100 ms"
        ),
    ]

    private func walk(_ heed: String) throws {
        let size = TerminalSize(columns: 80, rows: 24)
        let session = try Session(
            heed, ["walk", Self.text, "--model", folder, "--at", "logits"], size)
        for (name, keys, runs, bound) in Self.keys {
            let times = try session.measure(keys, runs: runs).map { $0.time * 1000 }.sorted()
            Figure(
                name: "heed walk of it, " + name, times: (times[0], times[times.count / 2]),
                bound: bound
            ).report()
        }
        print("  at most \(session.mostMegabytes ?? 0) MB at once; wanted: under 1,500 MB")
    }
}
