extension Surface {
    /// Each cell as a square of cells, to be seen from afar: shades and lines grow, letters are
    /// spaced.
    public func magnified(by factor: Int) -> Surface {
        guard factor > 1 else { return self }
        var result = Surface(width: width * factor, height: height * factor)
        for row in 0..<height {
            for (column, cell) in zip(0..., self.row(row)) where cell.columns > 0 {
                for line in 0..<factor {
                    result.put(
                        cell.line(line, of: factor), column: column * factor,
                        row: row * factor + line, style: cell.style(line, of: factor))
                }
            }
        }
        return result
    }
}

extension Surface.Cell {
    private var isLetter: Bool { text != " " && Block(text) == nil && !["│", "─"].contains(text) }

    /// Letters stand in the middle line.
    private func isMiddle(_ line: Int, _ factor: Int) -> Bool { line == (factor - 1) / 2 }

    /// What stands in one line of the magnified cell.
    fileprivate func line(_ line: Int, of factor: Int) -> String {
        let blank = String(repeating: " ", count: columns * factor)
        switch text {
        case "│": return "│" + blank.dropFirst()
        case "─": return isMiddle(line, factor) ? String(repeating: "─", count: factor) : blank
        case "▀":
            let share = 2 * line + 1 == factor ? "▀" : 2 * line + 1 < factor ? "█" : " "
            return String(repeating: share, count: factor)
        default: break
        }
        if let block = Block(text), block.height == 1, block.left == 0 {
            return Self.bar(eighths: Int(block.width * 8) * factor, in: factor)
        }
        return isMiddle(line, factor) ? text + blank.dropFirst(columns) : blank
    }

    /// A bar from the left.
    private static func bar(eighths: Int, in columns: Int) -> String {
        let full = String(repeating: "█", count: eighths / 8)
        let rest = Unicode.Scalar(UInt32(0x2590 - eighths % 8)).map { String(Character($0)) } ?? ""
        let bar = eighths % 8 == 0 ? full : full + rest
        return bar + String(repeating: " ", count: columns - bar.count)
    }

    fileprivate func style(_ line: Int, of factor: Int) -> Style {
        var style = style
        if isLetter && !isMiddle(line, factor) { style.isUnderlined = false }
        return style
    }
}
