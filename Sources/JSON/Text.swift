extension String {
    /// With escapes in the place of control characters, so that a name from a file cannot command
    /// the terminal; cut where it would fill the screen.
    public var escaped: String {
        let longest = 200
        var text = ""
        for scalar in unicodeScalars.prefix(longest) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return unicodeScalars.dropFirst(longest).isEmpty ? text : text + "…"
    }

    /// The text of the bytes; nil if they are not UTF-8.
    public init?(strictUTF8 bytes: some Collection<UInt8>) {
        self.init(decoding: bytes, as: UTF8.self)
        // Decoding repairs what is not UTF-8, so that the bytes no longer agree.
        guard utf8.elementsEqual(bytes) else { return nil }
    }
}
