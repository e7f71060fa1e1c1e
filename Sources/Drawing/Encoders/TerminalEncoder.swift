/// Writes a surface for a terminal, or as plain text where there is no colour.
public struct TerminalEncoder: Sendable {
    private let depth: ColourDepth
    private let hasStyles: Bool

    /// - Parameters:
    ///   - depth: the colours that may be used.
    ///   - styles: whether bold, dim and underline may be used; not in a file or a pipe.
    public init(_ depth: ColourDepth, styles: Bool) {
        self.depth = depth
        hasStyles = styles
    }

    /// Characters from light to dense, for shades without colour.
    private static let ramp: [Character] = Array(" .:-=+*#%@")

    /// Lines of text, each ended by a newline, without blanks at their ends.
    public func encode(_ surface: Surface) -> String {
        var text = ""
        for row in 0..<surface.height {
            var line = ""
            var codes = ""
            // Blanks are held back until something follows.
            var blanks = 0
            for cell in surface.row(row) {
                guard let character = character(of: cell) else { continue }
                let next = self.codes(of: cell.style)
                if character == " " && next.isEmpty {
                    if !codes.isEmpty { line += "\u{1B}[0m" }
                    codes = ""
                    blanks += 1
                    continue
                }
                line += String(repeating: " ", count: blanks)
                blanks = 0
                if next != codes {
                    line +=
                        (codes.isEmpty ? "" : "\u{1B}[0m") + (next.isEmpty ? "" : "\u{1B}[\(next)m")
                    codes = next
                }
                line.append(character)
            }
            if !codes.isEmpty { line += "\u{1B}[0m" }
            text += line + "\n"
        }
        return text
    }

    private func character(of cell: Surface.Cell) -> Character? {
        guard let character = cell.character else { return nil }
        guard character == " ", cell.style.shadesBlanks,
            let tone = cell.style.upperTone ?? cell.style.tone
        else {
            return character
        }
        switch depth {
        case .trueColour, .ansi256: return cell.style.upperTone == nil ? character : "▀"
        case .ansi16, .none:
            let ramp = TerminalEncoder.ramp
            return ramp[min(Int(tone.darkness * Double(ramp.count)), ramp.count - 1)]
        }
    }

    private func codes(of style: Style) -> String {
        var codes: [String] = []
        if hasStyles || depth != .none {
            if style.isBold { codes.append("1") }
            if style.isDim { codes.append("2") }
            if style.isUnderlined { codes.append("4") }
            if style.isReversed { codes.append("7") }
        }
        if let upper = style.upperTone {
            codes += [colour(upper, layer: 38)] + (style.tone.map { [colour($0, layer: 48)] } ?? [])
        } else if let tone = style.tone {
            codes += [ink(on: tone), colour(tone, layer: 48)]
        }
        return codes.filter { !$0.isEmpty }.joined(separator: ";")
    }

    /// - Parameter layer: 38 for the foreground, 48 for the background.
    private func colour(_ tone: Tone, layer: Int) -> String {
        switch depth {
        case .trueColour:
            let colour = tone.map.colour(at: tone.level)
            return "\(layer);2;\(colour.red);\(colour.green);\(colour.blue)"
        case .ansi256: return "\(layer);5;\(tone.map.index256(at: tone.level))"
        // With eight colours the characters carry the shade; a strong cell stands out by weight.
        case .ansi16: return layer == 48 && tone.darkness >= 0.5 ? "1" : ""
        case .none: return ""
        }
    }

    private func ink(on tone: Tone) -> String {
        let isLight = tone.map.colour(at: tone.level).luminance > 0.2
        switch depth {
        case .trueColour: return isLight ? "38;2;0;0;0" : "38;2;255;255;255"
        case .ansi256: return isLight ? "38;5;16" : "38;5;231"
        case .ansi16, .none: return ""
        }
    }
}

extension Tone {
    /// How dense a character stands for it: the distance from zero on a map with a sign.
    var darkness: Double { map.isDiverging ? abs(level - 0.5) * 2 : level }
}
