import Drawing

/// Which keys ask for something: one line of the help.
struct KeyEntry<Command: Sendable>: Sendable {
    let command: Command
    let keys: [Key]
    /// The keys as they are written.
    let label: String
    let meaning: String

    init(_ command: Command, _ keys: [Key], _ label: String, _ meaning: String) {
        self.command = command
        self.keys = keys
        self.label = label
        self.meaning = meaning
    }
}

extension Surface {
    /// The keys of a screen with their meanings.
    static func help<Command>(_ entries: [KeyEntry<Command>], width: Int) -> Surface {
        Surface(
            lines: ["The keys that work here", ""]
                + entries.map { "\($0.label.padded(to: 12)) \($0.meaning)".truncated(to: width) })
    }
}
