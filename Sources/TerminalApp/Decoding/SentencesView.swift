import Decoding
import Drawing
import Foundation

/// The sentences that were found, the best first; with minimum Bayes risk, what each is worth if
/// another is right.
struct SentencesView {
    let screen: DecodingScreen

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        guard let risk = screen.generation.risk, height >= 10 else {
            return list(width: width, height: height)
        }
        let lines = min(risk.expected.count + 1, height / 2)
        if width >= 130 {
            let left = min(width / 2, 90)
            return .beside(
                [
                    .stacked([list(width: left, height: height), Surface(width: left, height: 1)]),
                    matrix(risk, width: width - left - 4, height: height, depth: depth),
                ], gap: 4)
        }
        return .stacked(
            [
                list(width: width, height: lines),
                matrix(risk, width: width, height: height - lines - 1, depth: depth),
            ], gap: 1)
    }

    /// A line a sentence.
    func list(width: Int, height: Int) -> Surface {
        let generation = screen.generation
        let hasPenalty = generation.candidates.contains { $0.score != $0.logProbability }
        let heads =
            generation.risk != nil
            ? "        log P  counts  expected  sentence"
            : hasPenalty ? "        log P   score  sentence" : "        log P  sentence"
        let lines = generation.candidates.enumerated().map { rank, candidate in
            var numbers = ["\(rank)".leftPadded(to: 2) + Self.number(candidate.logProbability, 9)]
            if let risk = generation.risk {
                numbers += [
                    Self.number(risk.weights[rank], 6), Self.number(risk.expected[rank], 8),
                ]
            } else if hasPenalty {
                numbers.append(Self.number(candidate.score, 6))
            }
            return ListView.Line(
                numbers.joined(separator: "  ") + "  " + screen.writing.text(of: candidate)
                    + (candidate.isComplete ? "" : " … (not ended)"),
                style: rank == 0 ? .bold : .plain)
        }
        return .stacked([
            Surface(lines: [heads.truncated(to: width)], style: .dim),
            ListView(lines: lines, selected: screen.candidate)
                .surface(width: width, height: height - 1),
        ])
    }

    private static func number(_ value: Double, _ width: Int) -> String {
        Float(value).formatted(decimals: 2).leftPadded(to: width)
    }

    /// Rows and columns stand in the order of the list.
    private func matrix(
        _ risk: RiskTable, width: Int, height: Int, depth: ColourDepth
    ) -> Surface {
        let count = risk.expected.count
        let labels = (0..<count).map { "\($0)" }
        let map = Heatmap(
            Matrix(
                rows: count, columns: count + 1,
                values: zip(risk.utilities, risk.expected).flatMap { row, expected in
                    (row + [expected]).map { Float($0) }
                }),
            rows: Side("chosen", labels: labels),
            columns: Side("right", labels: labels + ["mean"]),
            shading: .shared(Scale(screen.theme.sequential, from: 0, to: 1)), showsNumbers: true,
            focus: Focus(cursor: Matrix.Cell(row: screen.candidate ?? 0, column: count)),
            fit: .window(Viewport()))
        let title = Surface(
            lines: wrapped(
                "What each sentence, a row, is worth if another, a column, is right; and the mean:",
                width: width), style: .dim)
        return .stacked([
            title, map.surface(width: width, height: height - title.height, depth: depth),
        ]).cropped(width: width, height: height)
    }
}
