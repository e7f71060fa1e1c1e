/// Writes a surface as a picture or a page of its own. The output is well-formed whatever the
/// surface shows.
public enum Markup {
    static let font = "'DejaVu Sans Mono', Menlo, Consolas, monospace"

    /// Cells of one look side by side.
    struct Run {
        let column: Int
        var columns: Int
        var text: String
        let style: Style
        let form: Form

        /// What can be drawn in one piece.
        enum Form: Equatable {
            /// Text whose letters have the width of a cell in every monospaced font.
            case text
            /// A block character, drawn as a rectangle: fonts leave gaps between them.
            case block(Block)
            /// One character of another script, which a font may draw wider or from right to left.
            case glyph
        }
    }

    static func runs(of cells: ArraySlice<Surface.Cell>) -> [Run] {
        var runs: [Run] = []
        for (column, cell) in zip(0..., cells) where cell.columns > 0 {
            let form = form(of: cell)
            if let last = runs.last, last.style == cell.style, last.form == form,
                form != .glyph || (last.text.isRightToLeft && cell.text.isRightToLeft)
            {
                runs[runs.count - 1].columns += cell.columns
                runs[runs.count - 1].text += cell.text
            } else {
                runs.append(
                    Run(
                        column: column, columns: cell.columns, text: cell.text, style: cell.style,
                        form: form))
            }
        }
        return runs
    }

    private static func form(of cell: Surface.Cell) -> Run.Form {
        if let block = Block(cell.text) { return .block(block) }
        return cell.text.unicodeScalars.allSatisfy { $0.value < 0x530 } ? .text : .glyph
    }

    /// For text and for attributes in double quotes.
    public static func escaped(_ text: String) -> String {
        text.visible.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}

/// The part of its cell that a block character fills, in shares of the cell.
struct Block: Equatable {
    let left: Double
    let top: Double
    let width: Double
    let height: Double

    init?(_ text: String) {
        guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
            return nil
        }
        let (left, top, width, height): (Double, Double, Double, Double)
        switch scalar.value {
        case 0x2580: (left, top, width, height) = (0, 0, 1, 0.5)
        // Lower blocks grow by eighths up to the full block, then left blocks shrink again.
        case 0x2581...0x2588:
            let share = Double(scalar.value - 0x2580) / 8
            (left, top, width, height) = (0, 1 - share, 1, share)
        case 0x2589...0x258F:
            (left, top, width, height) = (0, 0, Double(0x2590 - scalar.value) / 8, 1)
        case 0x2590: (left, top, width, height) = (0.5, 0, 0.5, 1)
        default: return nil
        }
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }
}
