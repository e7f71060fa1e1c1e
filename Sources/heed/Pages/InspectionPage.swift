import Checkpoints
import Drawing

/// What a folder in the Hugging Face layout holds, for people.
struct InspectionPage {
    private let inspection: PretrainedInspection

    init(_ inspection: PretrainedInspection) { self.inspection = inspection }

    var lines: [String] {
        let stored = inspection.types.map { "\($0.count) numbers of \($0.name)" }
        var lines = [
            "\(inspection.name): \(inspection.family)",
            "  \(inspection.sizes)",
            "  \(inspection.vocabulary) tokens; a sentence has at most \(inspection.longest)",
            "  stored: \(stored.joined(separator: ", ")), \(megabytes(inspection.bytes)); "
                + "mapped, and read where they are used",
            "  weights:",
        ]
        lines += parts
        if !inspection.unused.isEmpty {
            let first = inspection.unused.prefix(3).joined(separator: ", ")
            let more = inspection.unused.count > 3 ? ", ..." : ""
            lines.append("  not read, \(inspection.unused.count) tensors: \(first)\(more)")
        }
        lines.append(
            inspection.problem.map { "  cannot be used: \($0)" }
                ?? "  " + (inspection.doubt ?? "everything fits together"))
        return lines
    }

    /// Each part with the formula of its size; the same part of several layers once.
    private var parts: [String] {
        let table = PartTable(inspection.declarations)
        let parts = table.joiningLayers
        let rows = parts.map { part in
            (
                name: part.name + (part.times > 1 ? ", \(part.times) times" : ""),
                count: String(part.count * part.times), formula: "= " + part.formula
            )
        }
        let total = String(table.total)
        let width = (rows.map(\.name.count) + ["together".count]).max() ?? 0
        let digits = (rows.map(\.count.count) + [total.count]).max() ?? 0
        return rows.map { row in
            "    \(row.name.padded(to: width)) \(row.count.leftPadded(to: digits))  \(row.formula)"
        } + ["    \("together".padded(to: width)) \(total.leftPadded(to: digits))"]
    }

    private func megabytes(_ bytes: Int) -> String {
        "\(Float(Double(bytes) / 1e6).formatted(decimals: 1)) MB"
    }
}
