/// The choice of beam search; of width 1, that of greedy search.
struct BeamChooser: Chooser {
    private let beam: BeamSearch

    init(_ beam: BeamSearch) { self.beam = beam }

    var lengthPenalty: LengthPenalty { beam.lengthPenalty }

    func continuations(of next: [NextWord], streams: [Int]) -> [Continuations] {
        // As many as may end, and as many again that go on.
        let count = beam.ending == .keepsPlace ? beam.width : 2 * beam.width
        return next.map { next in
            let best = next.best(count)
            // What is impossible is not considered; but something must be.
            let possible = best.dropFirst().filter { next.logProbability(of: $0) > -.infinity }
            return Continuations(
                words: (best.prefix(1) + possible).map { Continuations.Word(id: $0) })
        }
    }

    func places(ended: Int) -> Int? {
        beam.ending == .keepsPlace ? beam.width - ended : beam.width
    }

    var setsEndedAside: Bool { beam.ending == .isSetAside }
}
