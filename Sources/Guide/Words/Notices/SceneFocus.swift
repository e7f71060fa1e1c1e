import Tracing

extension Scene {
    /// The cells that the step is about: the chosen row, in the chosen head where there are heads.
    var focus: Focus {
        if event.op is Parameter { return parameterFocus }
        if Pass(of: event.path) == .update, let place = UpdateNotices.furthest(self) {
            return Focus(
                head: nil, row: place.count > 1 ? place[place.count - 2] : nil,
                column: place.last, regions: [Region(event: id, ranges: place.map { $0..<$0 + 1 })])
        }
        let axes = event.axes
        let names = axes.map(\.name)
        guard let last = names.last, !names.contains("batch") else {
            return Focus(head: nil, row: nil, column: nil, regions: [])
        }
        if axes.count == 1 {
            return Focus(head: nil, row: row, column: nil, regions: [Region(id, row)])
        }
        let hasHeads = axes.count == 3 && names[0] == "head"
        guard axes.count == 2 || hasHeads else {
            return Focus(head: nil, row: nil, column: nil, regions: [])
        }
        let vector = hasHeads ? vector(event, head, row) : vector(event, row)
        // A single feature means nothing by itself; a single word does.
        let column = last == "key" || last == "token" ? vector.argmax : nil
        let region = hasHeads ? Region(id, head, row, nil) : Region(id, row, nil)
        return Focus(head: hasHeads ? head : nil, row: row, column: column, regions: [region])
    }

    /// Of the embedding table, the row of the chosen word; of other parameters, everything.
    private var parameterFocus: Focus {
        let reader = trace.readers(of: id).first.map { trace.events[$0] }
        guard event.path.hasSuffix("embedding.table"), let reader, reader.inputs.count == 2,
            let tokens = reader.axes.first, reader.axes.count == 2
        else { return Focus(head: nil, row: nil, column: nil, regions: []) }
        let position = min(row, tokens.size - 1)
        let token = Int(trace.value(of: reader.inputs[0])[position])
        return Focus(head: nil, row: token, column: nil, regions: [Region(id, token, nil)])
    }
}
