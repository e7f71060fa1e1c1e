import Drawing

extension DecodingScreen: Program {
    public var isFinished: Bool { ending != nil }

    public var pace: Duration? { isPlaying ? stepTime : nil }

    public mutating func update(_ happening: Happening<Never>) {
        switch happening {
        case .tick: play()
        case .input(.resized(let columns, let rows)):
            place = Place(width: columns, height: rows, depth: place.depth)
        case .input(.key(let key)):
            message = nil
            press(key)
        case .input(.mouse(let mouse)):
            message = nil
            switch mouse.action {
            case .wheelUp: perform(.up)
            case .wheelDown: perform(.down)
            case .press: break
            }
        }
    }

    private mutating func press(_ key: Key) {
        if prompt != nil { return type(key) }
        guard let command = DecodingKeys.command(for: key) else { return }
        if command != .autoplay && command != .faster && command != .slower { isPlaying = false }
        perform(command)
    }

    private mutating func perform(_ command: DecodingCommand) {
        if performInOverlay(command) { return }
        switch command {
        case .stepOn: move(by: 1)
        case .stepBack: move(by: -1)
        case .up: select(by: -1)
        case .down: select(by: 1)
        case .pageUp: select(by: -max(place.height / 3, 1))
        case .pageDown: select(by: max(place.height / 3, 1))
        case .first: goToEnd(first: true)
        case .last: goToEnd(first: false)
        case .takeBranch: takeBranch()
        case .takeBack: takeBack()
        case .goOut: ending = .left
        case .nextPage:
            turnPage(to: Page(rawValue: (page.rawValue + 1) % Page.allCases.count) ?? .nextWord)
        case .page(let page): turnPage(to: page)
        case .previousHead: turnHead(by: -1)
        case .nextHead: turnHead(by: 1)
        case .menu:
            let rows = StrategyMenu(of: self).rows
            overlay = .menu(selected: rows.firstIndex(where: \.isPresent) ?? 0)
        case .sentence: prompt = Prompt(.sentence, text: "")
        case .more: adjust(up: true)
        case .less: adjust(up: false)
        case .times: toggleTimes()
        case .colours: nextTheme()
        case .help: overlay = .help(first: 0)
        case .autoplay: togglePlaying()
        case .faster: changePace(by: 0.7)
        case .slower: changePace(by: 1 / 0.7)
        case .quit: ending = .quit
        }
    }

    private mutating func type(_ key: Key) {
        switch key {
        case .escape, .control("g"): prompt = nil
        case .enter:
            do {
                try read(prompt?.line ?? "")
                prompt = nil
            } catch {
                prompt?.error = String(describing: error)
            }
        default: _ = prompt?.edit(key)
        }
    }

    private mutating func adjust(up isUp: Bool) {
        if let strategy = writing.strategy.adjusted(up: isUp) {
            use(strategy)
        } else {
            message = "\(writing.strategy.name): this is the end of the scale"
        }
    }

    // MARK: - What is open

    /// Takes the commands that an open menu or the help understands; false for any other.
    private mutating func performInOverlay(_ command: DecodingCommand) -> Bool {
        switch overlay {
        case nil: return false
        case .help(let first): return performInHelp(command, first: first)
        case .menu(let selected): return performInMenu(command, selected: selected)
        }
    }

    private mutating func performInHelp(_ command: DecodingCommand, first: Int) -> Bool {
        switch command {
        case .goOut, .help, .takeBranch: overlay = nil
        case .quit: return false
        default:
            let offset = Self.offset(command, page: place.height / 2) ?? 0
            overlay = .help(first: min(max(first + offset, 0), DecodingKeys.entries.count - 1))
        }
        return true
    }

    private mutating func performInMenu(_ command: DecodingCommand, selected: Int) -> Bool {
        let rows = StrategyMenu(of: self).rows
        switch command {
        case .goOut, .menu: overlay = nil
        case .takeBranch:
            overlay = nil
            switch rows[min(selected, rows.count - 1)].action {
            case .use(let strategy): use(strategy)
            case .read(let sentence):
                do { try read(sentence) } catch { message = String(describing: error) }
            }
        case .help, .quit:
            overlay = nil
            return false
        default:
            let offset = Self.offset(command, page: place.height / 2) ?? 0
            overlay = .menu(selected: min(max(selected + offset, 0), rows.count - 1))
        }
        return true
    }

    /// How far a command moves in a list; nil for any other command.
    private static func offset(_ command: DecodingCommand, page: Int) -> Int? {
        switch command {
        case .up: -1
        case .down: 1
        case .pageUp: -page
        case .pageDown: page
        case .first: -1000
        case .last: 1000
        default: nil
        }
    }

    // MARK: - Playing by itself, and colours

    private mutating func togglePlaying() {
        isPlaying.toggle()
        message = isPlaying ? "playing; > faster, < slower, any other key stops" : "stopped"
    }

    private mutating func changePace(by factor: Double) {
        stepTime = min(max(stepTime * factor, .milliseconds(250)), .seconds(20))
        let seconds = Float(stepTime / .seconds(1))
        message = "\(seconds.formatted(decimals: 1)) seconds a word"
    }

    private mutating func play() {
        guard isPlaying else { return }
        let before = choice
        move(by: 1)
        if choice == before { isPlaying = false }
    }

    private mutating func nextTheme() {
        theme = theme.next
        message = "colours: \(theme.name)"
    }
}
