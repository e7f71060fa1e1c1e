import Drawing
import Guide
import Tracing

extension Walk: Program {
    public var pace: Duration? {
        if let decoding { return decoding.pace }
        if readingJob != nil { return ReadingJob.pace }
        return isPlaying ? stepTime : nil
    }

    public mutating func fit(_ place: Place) { self.place = place }

    public mutating func update(_ happening: Happening<Never>) {
        if decoding != nil { return passToDecoding(happening) }
        if passToReading(happening) { return }
        switch happening {
        case .tick: play()
        case .input(.resized(let columns, let rows)):
            place = place.resized(columns: columns, rows: rows)
        case .input(.key(let key)):
            message = nil
            press(key)
        case .input(.mouse(let mouse)):
            message = nil
            handle(mouse)
        }
        refreshPanel()
    }

    private mutating func press(_ key: Key) {
        if prompt != nil { return type(key) }
        guard let command = KeyMap.command(for: key) else { return }
        if command != .autoplay && command != .faster && command != .slower { isPlaying = false }
        perform(command)
    }

    mutating func perform(_ command: Command) {
        if panel != nil, performInPanel(command) { return }
        if let refusal = refusal(of: command) {
            message = refusal
            return
        }
        switch command {
        case .stepOn: stepOn()
        case .stepBack: stepBack()
        case .up: move(rows: -1)
        case .down: move(rows: 1)
        case .pageUp: page(-1)
        case .pageDown: page(1)
        case .first: goToEnd(first: true)
        case .last: goToEnd(first: false)
        case .goIn: goIn()
        case .goOut: goOut()
        case .previousSlice: nextSlice(by: -1)
        case .nextSlice: nextSlice(by: 1)
        case .trailBack: returnAlongTrail()
        case .whereFrom: toggle(.whereFrom)
        case .whereTo: toggle(.whereTo)
        case .whatIf: toggle(.whatIf)
        case .lenses: toggle(.lenses)
        case .ledger: toggle(.ledger)
        case .help: toggle(.help)
        case .map: depth = .blocks
        case .picture: nextPicture()
        case .numbers: toggleNumbers()
        case .scale: nextShading()
        case .sort: toggleOrder()
        case .zoomIn: zoom(in: true)
        case .zoomOut: zoom(in: false)
        case .colours: nextTheme()
        case .undim: toggleFocus()
        case .decoding: openDecoding()
        case .learn: askTarget()
        case .sentence: askSentence()
        case .goTo: prompt = Prompt(.goTo, text: "")
        case .autoplay: togglePlaying()
        case .faster: changePace(by: 0.7)
        case .slower: changePace(by: 1 / 0.7)
        case .save: prompt = Prompt(.save, text: suggestedFileName)
        case .undo: undo()
        case .reset: attempt { $0.reset() }
        case .compare: showNextVersion()
        case .setCell:
            let cell = Selection(event: event, cells: gaze.cell.index)
            prompt = Prompt(.value(WhatIf.Cells(cell)), text: "")
        case .quit: isFinished = true
        }
    }
}

extension Walk {
    /// In a lesson another sentence is a change like others.
    private mutating func askSentence() {
        prompt = Prompt(subject.workbench != nil ? .otherSentence : .sentence, text: "")
    }
}

// MARK: - Playing by itself

extension Walk {
    private mutating func togglePlaying() {
        isPlaying.toggle()
        message = isPlaying ? "playing; > faster, < slower, any other key stops" : "stopped"
    }

    private mutating func changePace(by factor: Double) {
        let seconds =
            Double(stepTime.components.seconds) + Double(stepTime.components.attoseconds) / 1e18
        let changed = min(max(seconds * factor, 0.25), 20)
        stepTime = .seconds(changed)
        message = "\(Float(changed).formatted(decimals: 1)) seconds a step"
    }

    private mutating func play() {
        guard isPlaying else { return }
        let before = gaze.cell
        stepOn()
        if gaze.cell == before {
            isPlaying = false
            message = "the end"
        }
    }
}

// MARK: - How it looks

extension Walk {
    private mutating func nextPicture() {
        let all = pictures
        let index = all.firstIndex(of: picture) ?? 0
        let next = all[(index + 1) % all.count]
        look.picture = next
        message =
            "picture: \(next.rawValue) (\(all.map(\.rawValue).joined(separator: ", ")))"
        depth = max(depth, .steps)
    }

    private mutating func zoom(in isIn: Bool) {
        let zoom = look.zoom ?? 1
        look.zoom = isIn ? max(zoom / 2, 1) : min(zoom * 2, 64)
        message = look.zoom == 1 ? "single values" : "blocks of \(look.zoom ?? 1)"
    }

    private mutating func toggleNumbers() {
        look.showsNumbers.toggle()
        message =
            look.showsNumbers
            ? "numbers in the cells, where they have room" : "no numbers in the cells"
    }

    private mutating func nextShading() {
        look.shading = look.shading.next
        message =
            switch look.shading {
            case .wholeMatrix: "shades from the least to the largest of each matrix"
            case .eachRow: "shades from the least to the largest of each row"
            case .zeroToOne: "shades from 0 to 1"
            }
    }

    private mutating func toggleOrder() {
        look.isSorted.toggle()
        message =
            look.isSorted
            ? "the columns by the numbers of this row, the largest first"
            : "the columns in their own order"
    }

    private mutating func toggleFocus() {
        look.isFocused.toggle()
        message = look.isFocused ? "only what this step is about" : "all cells alike"
    }

    private mutating func nextTheme() {
        look.theme = look.theme.next
        message = "colours: \(look.theme.name)"
    }
}

extension Look.Shading {
    var next: Look.Shading {
        let all = Look.Shading.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}

extension Theme {
    /// The next one for the same background.
    var next: Theme {
        let themes = Theme.all.filter { $0.background == background }
        let index = themes.firstIndex(of: self) ?? 0
        return themes[(index + 1) % themes.count]
    }
}
