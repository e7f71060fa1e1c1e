/// What a person can ask of the decoding screen.
enum DecodingCommand: Sendable, Hashable {
    case stepOn, stepBack, up, down, pageUp, pageDown, first, last
    case takeBranch, takeBack, goOut
    case nextPage, page(DecodingScreen.Page)
    case previousHead, nextHead
    case menu, sentence, more, less, times
    case colours, help, autoplay, faster, slower, quit
}

/// The keys of the decoding screen: those of the walkthrough, with what they mean here.
enum DecodingKeys {
    typealias Entry = KeyEntry<DecodingCommand>

    static let entries: [Entry] =
        [
            Entry(.stepOn, like: .stepOn, "on: the next step, a word further"),
            Entry(.stepBack, like: .stepBack, "back: the step before"),
            Entry(.up, like: .up, "up: another word, hypothesis or sentence"),
            Entry(.down, like: .down, "down: another word, hypothesis or sentence"),
            Entry(.takeBranch, like: .goIn, "go this way by hand, and see where it leads"),
            Entry(.takeBack, like: .undo, "take the last branch back"),
            Entry(.goOut, like: .goOut, "close what is open, or leave"),
            Entry(.pageUp, like: .pageUp, "up by a page"),
            Entry(.pageDown, like: .pageDown, "down by a page"),
            Entry(.first, like: .first, "the first word"),
            Entry(.last, like: .last, "the last word of the chosen sentence"),
            Entry(.nextPage, like: .picture, "another view of the same step"),
        ] + DecodingScreen.Page.allCases.map(Entry.init) + [
            Entry(.previousHead, like: .previousSlice, "the head of attention before"),
            Entry(.nextHead, like: .nextSlice, "the next head of attention"),
            Entry(.menu, like: .whatIf, "what if? other strategies, and sentences to try"),
            Entry(.sentence, like: .sentence, "another sentence"),
            Entry(.more, like: .zoomIn, "a wider beam, a higher temperature, more draws"),
            Entry(.less, like: .zoomOut, "a narrower beam, a lower temperature, fewer draws"),
            Entry(
                .times, like: .ledger, "the cost of each word: measure the time, or count the work"),
            Entry(.colours, like: .colours, "other colours"),
            Entry(.autoplay, like: .autoplay, "play by itself, or stop"),
            Entry(.faster, like: .faster, "play faster"),
            Entry(.slower, like: .slower, "play slower"),
            Entry(.help, like: .help, "which keys work here"),
            Entry(.quit, like: .quit, "quit"),
        ]

    private static let commands: [Key: DecodingCommand] = Dictionary(
        uniqueKeysWithValues: entries.flatMap { entry in entry.keys.map { ($0, entry.command) } })

    static func command(for key: Key) -> DecodingCommand? { commands[key] }
}

extension DecodingScreen.Page {
    /// As it stands in the line of views.
    var title: String {
        switch self {
        case .nextWord: "next word"
        case .hypotheses: "hypotheses"
        case .sentences: "sentences"
        case .cache: "cache"
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .nextWord: "the words that could be next, and where the model looks"
        case .hypotheses: "the hypotheses of this step: which stay, which are dropped"
        case .sentences: "the sentences that were found, and how they compare"
        case .cache: "the key/value cache: what is new, what is reused, what it saves"
        }
    }
}

extension KeyEntry<DecodingCommand> {
    fileprivate init(_ command: DecodingCommand, like other: TerminalApp.Command, _ meaning: String)
    {
        let entry = KeyMap.entry(for: other)
        self.init(command, entry?.keys ?? [], entry?.label ?? "", meaning)
    }

    fileprivate init(_ page: DecodingScreen.Page) {
        let digit = String(page.rawValue + 1)
        self.init(.page(page), [.character(Character(digit))], digit, page.meaning)
    }
}
