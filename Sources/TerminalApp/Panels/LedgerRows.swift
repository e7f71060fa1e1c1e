import Drawing
import Guide

extension Walk {
    /// What each block and each of its steps takes; the block that is looked at is open.
    var ledgerRows: [PanelRow] {
        let ledger = Ledger(of: trace)
        let heading = PanelRow(
            id: [-1],
            text: "  " + Self.line("", "shape", "parameters", "mult-adds", "bytes"), isTitle: true)
        var rows = [heading]
        for (number, block) in ledger.blocks.enumerated() {
            let isOpen = (number == self.block) != (panel?.opened.contains([number]) ?? false)
            rows.append(
                PanelRow(
                    id: [number],
                    text: Self.line(
                        block.path, "", block.total.parameterCount.grouped,
                        block.total.multiplyAdds.grouped, block.total.bytes.grouped),
                    isOpen: isOpen, action: .open))
            guard isOpen else { continue }
            for (place, event) in outline.blocks[number].events.enumerated() {
                let entry = ledger.entries[event]
                let name = entry.path.dropFirst(block.path.count).drop { $0 == "." }
                rows.append(
                    PanelRow(
                        id: [number, place],
                        text: Self.line(
                            name.isEmpty ? entry.path : String(name),
                            entry.shape.map(String.init).joined(separator: "×"),
                            entry.parameterCount.grouped, entry.cost.multiplyAdds.grouped,
                            entry.bytes.grouped),
                        action: .look(event)))
            }
            if let formulas = block.formulas {
                let note =
                    "parameters: \(formulas.parameters.letters) = \(formulas.parameters.numbers) = "
                    + formulas.parameters.result.grouped
                rows.append(PanelRow(id: [number, -1], text: note))
            }
        }
        let whole = ledger.whole
        rows.append(
            PanelRow(
                id: [-2],
                text: "  "
                    + Self.line(
                        "all together", "", whole.parameterCount.grouped,
                        whole.multiplyAdds.grouped, whole.bytes.grouped), isTitle: true))
        return rows
    }

    private static func line(
        _ name: String, _ shape: String, _ parameters: String, _ work: String, _ bytes: String
    ) -> String {
        name.padded(to: 28) + shape.leftPadded(to: 9)
            + parameters.leftPadded(to: 11) + work.leftPadded(to: 11) + bytes.leftPadded(to: 10)
    }
}

extension Int {
    /// With commas between thousands: `32,000`.
    var grouped: String {
        let digits = Array(String(magnitude))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0 && (digits.count - place).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }
}
