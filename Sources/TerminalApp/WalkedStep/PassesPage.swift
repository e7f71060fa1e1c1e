import Drawing
import Guide
import Tracing
import Training

/// One step of training from outside: its passes with a number each, and more about the chosen one.
struct PassesPage {
    let walk: Walk
    let step: SubjectStep

    func surface(width: Int, height: Int, depth: ColourDepth) -> Surface {
        let width = min(width, 100)
        let list = passes
        let words = Surface(lines: wrapped(text, width: width))
        let above = Surface.stacked([list, words], gap: 1)
        let room = height - above.height - 1
        guard room >= 2 else { return above }
        let below =
            pass == .update
            ? moves(width: width, height: room)
            : table.surface(width: width, height: room, depth: depth)
        return .stacked([above, below], gap: 1)
    }

    private var pass: Pass { walk.outline.passes[walk.pass].pass }

    /// The list of the passes; the chosen one stands out.
    private var passes: Surface {
        let rows = walk.outline.passes.enumerated().map { number, pass in
            let steps = pass.blocks.reduce(0) { $0 + walk.outline.blocks[$1].events.count }
            return (isHere: number == walk.pass, pass: pass.pass, steps: steps)
        }
        var surface = Surface(width: 100, height: rows.count)
        for (row, entry) in rows.enumerated() {
            let style = entry.isHere ? Style(bold: true, reversed: true) : Style.plain
            surface.put(entry.isHere ? "»" : "·", column: 0, row: row, style: .bold)
            surface.put(entry.pass.title.padded(to: 13), column: 2, row: row, style: style)
            surface.put(
                "\(entry.steps) steps".leftPadded(to: 9), column: 16, row: row, style: .dim)
            surface.put(gist(of: entry.pass), column: 27, row: row)
        }
        return surface
    }

    private var loss: Float { step.step.loss.value[[]] }
    private var lossAfter: Float { step.step.lossAfter.value[[]] }

    private func gist(of pass: Pass) -> String {
        switch pass {
        case .forward: "the model reads, and gives every word a probability"
        case .loss: "how wrong it was, in one number: \(loss.short)"
        case .backward: "who is to blame: a gradient of length \(step.step.gradientNorm.short)"
        case .update: "\(step.step.updates.count) parameters move against it"
        case .again:
            "the loss is now \(lossAfter.short), "
                + "\((loss - lossAfter).magnitude.short) \(lossAfter < loss ? "less" : "more")"
        }
    }

    private var text: String {
        switch pass {
        case .forward:
            return """
                The model reads the sentence and, at each place, the words of the target that come \
                before. For each place it gives every word it knows a probability. Here is what it \
                gave the right ones.
                """
        case .loss:
            return """
                The less probable the right word was, the greater the surprise: the negative \
                logarithm of its probability. Their mean is the loss. Training knows no other aim \
                than to make it smaller.
                """
        case .backward:
            return """
                From the loss, the way is gone back step by step. Each step passes on how much the \
                loss would change with what went into it. So long is the gradient in each layer, \
                and so long it would be if the residual connections were cut. \(remains)
                """
        case .update:
            return
                "Each number of the model becomes \(rule). These are the numbers that move furthest."
        case .again:
            return """
                The same sentence once more, with the numbers that have just moved. One step is \
                small. Training makes thousands, each with other sentences.
                """
        }
    }

    private var rule: String {
        let scale = step.step.gradientScale
        let clip = scale < 1 ? " (the gradient is first shortened to \(scale.short) of itself)" : ""
        return switch step.step.setting.rule {
        case .descent(let rate): "before − \(rate) × its gradient" + clip
        case .adam(let rate):
            "before − \(rate) × the direction that Adam makes of the gradient" + clip
        }
    }
}

// MARK: - The numbers of the chosen pass

extension PassesPage {
    private var theme: Theme { walk.look.theme }

    private var table: WorkTable {
        switch pass {
        case .forward:
            table(["right word", "its probability"], of: step.step.terms) { [$0.probability] }
        case .loss:
            table(["right word", "its probability", "surprise"], of: step.step.terms) {
                [$0.probability, $0.value]
            }
        case .backward, .update: gradients
        case .again:
            table(
                ["right word", "before", "after", "now less"],
                of: Array(zip(step.step.terms, step.step.termsAfter)), label: \.0.word
            ) { [$0.0.value, $0.1.value, $0.0.value - $0.1.value] }
        }
    }

    private func table(
        _ columns: [String], of terms: [LossTerm], numbers: (LossTerm) -> [Float]
    ) -> WorkTable {
        table(columns, of: terms, label: \.word, numbers: numbers)
    }

    private func table<Row>(
        _ columns: [String], of rows: [Row], label: (Row) -> String, numbers: (Row) -> [Float]
    ) -> WorkTable {
        let lines = rows.map { (label($0), numbers($0)) }
        return WorkTable(
            columns: columns, lines: lines.map { WorkTable.Line($0.0, $0.1) }, marked: nil,
            scale: Scale(fitting: [0] + lines.compactMap(\.1.last), theme: theme))
    }

    /// What reaches the decoder's first layer of what its last one gets; with one layer, nothing
    /// can be said.
    private var remains: String {
        func share(_ norms: [LayerGradient]) -> Float? {
            let decoder = norms.filter { $0.stack == "decoder" }.map(\.norm)
            guard let first = decoder.first, let last = decoder.last, decoder.count > 1, last > 0
            else { return nil }
            return first / last
        }
        guard let own = share(step.step.gradientNorms), let cut = share(step.normsWithoutResiduals)
        else { return "" }
        return """
            In the decoder the first layer's is \(own.short) times the last layer's; without \
            residuals it is \(cut.short) times.
            """
    }

    private var gradients: WorkTable {
        let pairs = Array(zip(step.step.gradientNorms, step.normsWithoutResiduals))
        return table(
            ["layer", "without residuals", "as it is"], of: pairs,
            label: { "\($0.0.stack) \($0.0.layer)" }
        ) { [$0.1.norm, $0.0.norm] }
    }

    /// How each of a few numbers moved: of every parameter the one that moved furthest.
    private func moves(width: Int, height: Int) -> Surface {
        let trace = step.step.trace
        let moves = step.step.updates.map { update in
            let before = trace.value(of: update.before).elements
            let after = trace.value(of: update.after).elements
            let lengths = zip(before, after).map { ($0 - $1).magnitude }
            let place = lengths.indices.max { lengths[$0] < lengths[$1] } ?? 0
            return (length: lengths[place], cell: Cell(at: place, of: trace.events[update.after]))
        }
        return Surface(
            lines: moves.sorted { $0.length > $1.length }.prefix(height).map {
                let number = ReadOut(of: $0.cell, in: trace, within: "update", most: 2)
                let sum = "\(number.arithmetic) = \(number.value.short)"
                return "\(sum.padded(to: 32))  \(number.name)".truncated(to: width)
            })
    }
}

extension Cell {
    /// The cell at a place in row-major order.
    fileprivate init(at place: Int, of event: Event) {
        var rest = place
        let index = event.shape.reversed().map { size in
            defer { rest /= size }
            return rest % size
        }
        self.init(event: event.id, index: index.reversed())
    }
}
