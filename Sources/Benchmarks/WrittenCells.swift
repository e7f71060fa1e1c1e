/// What of the bytes for a terminal is cells: the characters, and the least commands for their
/// colours (ECMA-48, SGR), without any for the place or for other attributes.
struct WrittenCells {
    private(set) var count = 0
    private(set) var leastBytes = 0

    private struct Colours: Equatable {
        /// As parameters: `38;5;220`.
        var foreground = "39"
        var background = "49"
    }

    init(_ bytes: [UInt8]) {
        var (now, last) = (Colours(), Colours())
        var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1B}" {
                Self.skipCommand(in: &rest) { Self.read($0, into: &now) }
            } else if scalar.value >= 0x20 {
                count += 1
                leastBytes += String(scalar).utf8.count + Self.cost(of: now, after: last)
                last = now
            }
        }
    }

    private static func skipCommand(
        in text: inout Substring.UnicodeScalarView, colours: ([Substring]) -> Void
    ) {
        guard let kind = text.popFirst() else { return }
        // One more letter names a character set.
        if "()".unicodeScalars.contains(kind) { text = text.dropFirst() }
        guard kind == "[" else { return }
        guard let end = text.firstIndex(where: { (0x40...0x7E).contains($0.value) }) else { return }
        if text[end] == "m" {
            colours(
                Substring(text[..<end]).split(separator: ";", omittingEmptySubsequences: false))
        }
        text = text[text.index(after: end)...]
    }

    private static func read(_ parameters: [Substring], into colours: inout Colours) {
        var rest = parameters[...]
        while let parameter = rest.popFirst() {
            switch Int(parameter) ?? 0 {
            case 0: colours = Colours()
            case 38: colours.foreground = colour("38", &rest)
            case 48: colours.background = colour("48", &rest)
            case 30...37, 39: colours.foreground = String(parameter)
            case 40...47, 49: colours.background = String(parameter)
            default: break
            }
        }
    }

    /// An index or three components.
    private static func colour(_ layer: String, _ rest: inout ArraySlice<Substring>) -> String {
        let count = rest.first == "5" ? 2 : 4
        defer { rest = rest.dropFirst(count) }
        return ([layer] + rest.prefix(count).map(String.init)).joined(separator: ";")
    }

    private static func cost(of colours: Colours, after last: Colours) -> Int {
        let changes = [
            colours.foreground == last.foreground ? nil : colours.foreground,
            colours.background == last.background ? nil : colours.background,
        ].compactMap { $0 }
        // The lead, the letter, and what is between them.
        return changes.isEmpty ? 0 : 3 + changes.joined(separator: ";").utf8.count
    }
}
