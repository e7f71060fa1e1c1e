import Drawing
import Tensors
import Tracing

/// Selected values as data.
struct Table {
    let selections: [Selection]
    let trace: Trace

    /// An array of the objects that `heed trace` writes, one a line.
    var json: String {
        let objects = selections.map { selection in
            JSONText.event(
                path: selection.name, op: selection.event.op.name,
                inputs: selection.event.inputs.map { trace.events[$0].path }, axes: selection.axes,
                values: slice(selection)
            ).text
        }
        return "[" + objects.joined(separator: ",\n ") + "]\n"
    }

    /// One cell a line: the path, up to four positions, the value.
    func csv(hasHeader: Bool) -> String {
        let most = selections.map(\.axes.count).max() ?? 0
        var text = ""
        if hasHeader {
            let axes = (0..<most).map { axis -> String in
                let names = Set(selections.compactMap { $0.axes.dropFirst(axis).first?.name })
                return names.count == 1 ? names.joined() : "axis\(axis)"
            }
            text += (["path"] + axes + ["value"]).map(field).joined(separator: ",") + "\n"
        }
        for selection in selections {
            let numbers = slice(selection).elements
            forEachCell(of: selection.axes.map(\.size)) { position, index in
                var fields = [selection.name] + zip(selection.axes, index).map { $0.name(of: $1) }
                fields += [String](repeating: "", count: most - index.count)
                text += (fields + [numbers[position].description]).map(field).joined(separator: ",")
                text += "\n"
            }
        }
        return text
    }

    private func slice(_ selection: Selection) -> Tensor {
        selection.slice(trace.value(of: selection.event.id))
    }

    /// A field in quotes where it must be (RFC 4180), with nothing that a terminal would obey.
    private func field(_ raw: String) -> String {
        let text = raw.visible
        return text.contains { "\",\n\r".contains($0) }
            ? "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" : text
    }
}
