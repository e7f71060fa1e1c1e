import Drawing
import Guide
import Tracing
import Training

// The numbers of the passes of a step.
extension PassesPage {
    func table(of pass: Pass) -> WorkTable {
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

    private var gradients: WorkTable {
        let own = step.step.gradientNorms
        guard let without = step.normsWithoutResiduals else {
            return table(["layer", "gradient"], of: own, label: name) { [$0.norm] }
        }
        return table(
            ["layer", "without residuals", "as it is"], of: Array(zip(own, without)),
            label: { name(of: $0.0) }
        ) { [$0.1.norm, $0.0.norm] }
    }

    private func name(of layer: LayerGradient) -> String { "\(layer.stack) \(layer.layer)" }

    /// How a few numbers moved: those that moved furthest.
    func moves(width: Int, height: Int) -> Surface {
        Surface(
            lines: step.moves.prefix(height).map { cell in
                let name = CellName.short(cell, in: step.step.trace, within: "update")
                return "\(sum(of: cell).padded(to: 32))  \(name)".truncated(to: width)
            })
    }

    /// How one number moved.
    private func sum(of cell: Cell) -> String {
        let number = ReadOut(of: cell, in: step.step.trace, within: "update", most: 2)
        guard case .adam = step.step.setting.rule else {
            return "\(number.arithmetic) = \(number.value.short)"
        }
        // The move is too small beside the number to be seen in it.
        let event = step.step.trace.events[cell.event]
        let values = event.inputs.map { step.step.trace.value(of: $0)[cell.index] }
        return "\((number.value - values[0]).short), against \(values[1].short)"
    }
}
