import Decoding
import Drawing

/// The tree of the hypotheses: what one step considers, keeps and drops, and how it grew so far.
struct HypothesesView {
    let screen: DecodingScreen

    func surface(width: Int, height: Int) -> Surface {
        let steps = (0..<screen.writing.steps).map { screen.writing.considered(at: $0) }
        let lines = steps[screen.step].count + 1
        let kept = steps.map { $0.count { $0.fate != .dropped } }.max() ?? 0
        // All steps where they leave this one enough room, those that were dropped where there is
        // room for them too.
        let room = height - min(lines, 10) - 1
        guard room >= kept + Self.latticeHead else { return step(width: width, height: height) }
        let most = steps.map(\.count).max() ?? 0
        let rows = min(max(height - lines - 1 - Self.latticeHead, kept), most)
        let lattice = self.lattice(steps, width: width, rows: rows)
        let tree = Surface.stacked(
            [step(width: width, height: min(lines, height - lattice.height - 1)), lattice], gap: 1)
        let found = min(screen.generation.candidates.count + 1, height - tree.height - 1)
        guard found >= 3 else { return tree }
        return .stacked(
            [tree, SentencesView(screen: screen).list(width: width, height: found)], gap: 1)
    }

    /// What it is, and the numbers of the steps.
    private static let latticeHead = 2

    /// The hypotheses of the step that is looked at, each below the one that it extends.
    static func order(in screen: DecodingScreen) -> [Hypothesis] {
        screen.generation.steps[screen.step].expansions.flatMap {
            Array(screen.generation.tree[$0.considered])
        }
    }

    // MARK: - One step

    /// On the left what went in, on the right what came of it.
    func step(width: Int, height: Int) -> Surface {
        let expansions = screen.generation.steps[screen.step].expansions
        let all = expansions.reduce(0) { $0 + $1.considered.count }
        let parents = expansions.map { screen.writing.text(of: $0.hypothesis) }
        let parentWidth = min(parents.map(\.displayWidth).max() ?? 0, max(width / 3, 8))
        let tree = screen.generation.tree
        let wordWidth = min(
            expansions.flatMap { tree[$0.considered] }
                .map { screen.writing.word($0.word).displayWidth }.max() ?? 0, max(width / 4, 6))
        var lines: [ListView.Line] = []
        for (expansion, parent) in zip(expansions, parents) {
            let score = Self.number(tree[expansion.hypothesis].logProbability)
            for id in expansion.considered {
                let isFirst = id == expansion.considered.lowerBound
                let isLast = id == expansion.considered.upperBound - 1
                let own = tree[id]
                let left =
                    isFirst
                    ? parent.padded(to: parentWidth) + score
                    : String(repeating: " ", count: parentWidth + score.count)
                let branch = isFirst ? (isLast ? " ── " : " ┬─ ") : (isLast ? " └─ " : " ├─ ")
                lines.append(
                    ListView.Line(
                        left + branch + screen.writing.word(own.word).padded(to: wordWidth)
                            + Self.number(own.logProbability) + "  " + fate(of: own, among: all),
                        style: own.fate == .dropped ? .dim : .plain))
            }
        }
        let selected = Self.order(in: screen).firstIndex { $0.id == screen.choice }
        return .stacked([
            Surface(lines: [growth.truncated(to: width)], style: .bold),
            ListView(lines: lines, selected: selected).surface(width: width, height: height - 1),
        ])
    }

    private static func number(_ logProbability: Double) -> String {
        Float(logProbability).formatted(decimals: 2).leftPadded(to: 7)
    }

    private func fate(of own: Hypothesis, among all: Int) -> String {
        if own.isForced { return "given by hand" }
        if let chance = own.chance {
            return "drawn with \(Float(chance).short)" + (own.fate == .ended ? ", ends" : "")
        }
        return own.standing(among: all)
    }

    /// `4 hypotheses × 4 words = 16 → 4 stay, 12 dropped`.
    private var growth: String {
        let expansions = screen.generation.steps[screen.step].expansions
        let all = screen.writing.considered(at: screen.step)
        let (dropped, ended) = (
            all.count { $0.fate == .dropped }, all.count { $0.fate == .ended || $0.fate == .cut }
        )
        let each = expansions[0].considered.count
        let sum =
            expansions.allSatisfy { $0.considered.count == each }
            ? "\(expansions.count) × \(each) = \(all.count)" : "\(all.count)"
        let parts = [
            "\(all.count - dropped - ended) \(all.count - dropped - ended == 1 ? "goes" : "go") on",
            ended > 0 ? "\(ended) ended" : "", dropped > 0 ? "\(dropped) dropped" : "",
        ].filter { !$0.isEmpty }
        return "\(sum) considered → " + parts.joined(separator: ", ")
            + "   (the number is log P)"
    }

    // MARK: - All steps

    /// A column a step, the best on top; before each word the row that it extends.
    private func lattice(_ steps: [[Hypothesis]], width: Int, rows: Int) -> Surface {
        let path = Set(screen.generation.path(to: screen.choice))
        let columns = steps.indices.map { step in
            column(
                steps[step].prefix(rows), step: step, rows: rows,
                parents: step == 0 ? [] : steps[step - 1].map(\.id), path: path)
        }
        // Whole columns around the step: those before it have two thirds of the room.
        var (first, end) = (screen.step, screen.step + 1)
        var used = columns[first].width
        while first > 0 && used + columns[first - 1].width + 1 <= width * 2 / 3 {
            first -= 1
            used += columns[first].width + 1
        }
        while end < columns.count && used + columns[end].width + 1 <= width {
            used += columns[end].width + 1
            end += 1
        }
        return Surface.stacked([
            Surface(
                lines: ["all steps: the row that a word extends, the word, log P; × is dropped"],
                style: .dim),
            Surface.beside(Array(columns[first..<end]), gap: 1),
        ]).cropped(width: width, height: rows + Self.latticeHead)
    }

    private func column(
        _ hypotheses: ArraySlice<Hypothesis>, step: Int, rows: Int, parents: [Int], path: Set<Int>
    ) -> Surface {
        let cells = hypotheses.map { own -> (text: String, style: Style) in
            let parent = own.parent.flatMap { parents.firstIndex(of: $0) }.map { "\($0)›" } ?? ""
            let isOnPath = path.contains(own.id)
            let score = Float(own.logProbability).formatted(decimals: 2)
            let mark = own.fate == .dropped ? "×" : " "
            return (
                "\(mark)\(parent)\(screen.writing.word(own.word)) \(score)",
                Style(
                    bold: isOnPath, dim: !isOnPath && own.fate == .dropped, underlined: isOnPath)
            )
        }
        let width = max(cells.map(\.text.displayWidth).max() ?? 0, 7)
        var surface = Surface(width: width + 1, height: rows + 1)
        surface.put(
            " step \(step)", column: 0, row: 0, style: step == screen.step ? .bold : .dim)
        for (row, cell) in zip(1..., cells) {
            surface.put(cell.text, column: 0, row: row, style: cell.style)
        }
        return surface
    }
}
