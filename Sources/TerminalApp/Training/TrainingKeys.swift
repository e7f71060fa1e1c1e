/// What a person can ask of the training screen.
enum TrainingCommand: Sendable, Hashable, CaseIterable {
    case go, step, faster, slower
    case back, on, first, last
    case map, previousHead, nextHead
    case learn
    case help, leave
}

/// Which keys ask for what.
enum TrainingKeys {
    typealias Entry = KeyEntry<TrainingCommand>

    static let entries: [Entry] = [
        Entry(.go, [.character(" ")], "Space", "train, or pause; play, where all steps are made"),
        Entry(.step, [.character("."), .enter], ". Enter", "one step, then a pause"),
        Entry(.faster, [.character(">")], ">", "faster"),
        Entry(.slower, [.character("<")], "<", "slower"),
        Entry(
            .back, [.left, .character("h")], "← h", "the moment before, earlier in the training"),
        Entry(.on, [.right, .character("l")], "→ l", "the moment after"),
        Entry(.first, [.home, .character("g")], "Home g", "the first moment: noise"),
        Entry(
            .last, [.end, .character("G")], "End G", "the latest moment, and follow the training"),
        Entry(
            .map, [.character("v"), .tab], "v Tab",
            "the other attention: encoder, or cross-attention"
        ),
        Entry(.previousHead, [.character("[")], "[", "the head before"),
        Entry(.nextHead, [.character("]")], "]", "the next head, then the next layer"),
        Entry(.learn, [.character("L")], "L", "walk through one step on this sentence"),
        Entry(.help, [.character("?"), .function(1)], "? F1", "the keys that work here"),
        Entry(
            .leave, [.character("q"), .character("Q"), .escape], "q",
            "leave: the state is saved, and the same command goes on"),
    ]

    private static let commands: [Key: TrainingCommand] = Dictionary(
        uniqueKeysWithValues: entries.flatMap { entry in entry.keys.map { ($0, entry.command) } })

    static func command(for key: Key) -> TrainingCommand? { commands[key] }
}
