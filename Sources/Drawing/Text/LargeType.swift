/// Text in letters that are read from the last row of a room: four rows high.
public enum LargeType: Sendable, CaseIterable {
    /// A column of cells for each column of the letter: square dots.
    case wide
    /// Half as wide: two columns of the letter in each cell.
    case narrow

    /// The text, wrapped at spaces.
    ///
    /// - Parameters:
    ///   - width: how many cells may be used.
    ///   - style: how the letters look.
    /// - Returns: nil where a character has no large letter, or a word is longer than a line.
    public func surface(_ text: String, width: Int, style: Style = .bold) -> Surface? {
        let words = text.split(separator: " ").map { columns(of: String($0)) }
        var lines: [[UInt8]] = []
        for word in words {
            guard let word, cells(word.count) <= width else { return nil }
            if let line = lines.last, cells(line.count + Self.space + word.count) <= width {
                lines[lines.count - 1] += [UInt8](repeating: 0, count: Self.space) + word
            } else {
                lines.append(word)
            }
        }
        return .stacked(lines.map { surface($0, style) }, gap: 1)
    }

    /// The columns between two words.
    private static let space = 3

    private var columnsInCell: Int { self == .wide ? 1 : 2 }

    private func cells(_ columns: Int) -> Int { (columns + columnsInCell - 1) / columnsInCell }

    private func columns(of word: String) -> [UInt8]? {
        var columns: [UInt8] = []
        for letter in word {
            guard let drawn = LargeLetters.columns[letter] else { return nil }
            columns += (columns.isEmpty ? [] : [0]) + drawn
        }
        return columns
    }

    private func surface(_ columns: [UInt8], _ style: Style) -> Surface {
        var surface = Surface(width: cells(columns.count), height: 4)
        for cell in 0..<surface.width {
            let left = columns[cell * columnsInCell]
            let next = cell * columnsInCell + 1
            let right = self == .wide ? left : next < columns.count ? columns[next] : 0
            for row in 0..<4 {
                let dots = (left >> (2 * row) & 3) | (right >> (2 * row) & 3) << 2
                surface.set(Self.blocks[Int(dots)], column: cell, row: row, style: style)
            }
        }
        return surface
    }

    /// By the dots that are set: 1 left above, 2 left below, 4 right above, 8 right below.
    private static let blocks = [
        " ", "▘", "▖", "▌", "▝", "▀", "▞", "▛", "▗", "▚", "▄", "▙", "▐", "▜", "▟", "█",
    ]
}
