import Checkpoints
import Guide
import Tracing
import Training

/// A line that is typed.
struct Prompt: Sendable, Equatable {
    enum Purpose: Sendable, Equatable {
        case sentence, goTo, save
        /// What the model shall learn to write.
        case target
        /// Another value for cells.
        case value(WhatIf.Cells)
        /// A sentence for the encoder to read in the place of this one.
        case otherSentence
        /// A sentence whose run is compared with this one.
        case rivalSentence
        case attentionTemperature, outputTemperature
    }

    let purpose: Purpose
    private(set) var text: [Character]
    private(set) var cursor: Int
    /// Why what was entered is not taken.
    var error: String?

    init(_ purpose: Purpose, text: String) {
        self.purpose = purpose
        self.text = Array(text)
        cursor = self.text.count
    }

    var line: String { String(text) }

    mutating func replace(with line: String) {
        text = Array(line)
        cursor = text.count
    }

    /// Takes a key that edits; false for any other.
    mutating func edit(_ key: Key) -> Bool {
        switch key {
        case .character(let character):
            guard text.count < 2000 else { return true }
            text.insert(character, at: cursor)
            cursor += 1
        case .backspace where cursor > 0:
            text.remove(at: cursor - 1)
            cursor -= 1
        case .delete where cursor < text.count: text.remove(at: cursor)
        case .left: cursor = max(cursor - 1, 0)
        case .right: cursor = min(cursor + 1, text.count)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .control("u"): replace(with: "")
        case .control("w"):
            let end = cursor
            while cursor > 0 && text[cursor - 1] == " " { cursor -= 1 }
            while cursor > 0 && text[cursor - 1] != " " { cursor -= 1 }
            text.removeSubrange(cursor..<end)
        default: return false
        }
        error = nil
        return true
    }
}

/// Why what was typed is not taken.
enum PromptError: Error, CustomStringConvertible {
    case noNumber(String)

    var description: String {
        switch self {
        case .noNumber(let text): "“\(text)” is no number: try 0, 1.5 or -inf"
        }
    }
}

extension Prompt {
    /// - Throws: `PromptError`.
    fileprivate func number() throws -> Float {
        let text = line.filter { $0 != " " }
        guard let number = Float(text), !number.isNaN else { throw PromptError.noNumber(line) }
        return number
    }
}

extension Walk {
    mutating func type(_ key: Key) {
        guard var prompt else { return }
        switch key {
        case .escape, .control("g"): self.prompt = nil
        case .enter: accept(prompt)
        case .tab where prompt.purpose == .goTo:
            if let first = completions(of: prompt.line).first { prompt.replace(with: first) }
            self.prompt = prompt
        default:
            _ = prompt.edit(key)
            self.prompt = prompt
        }
    }

    /// The steps whose names fit what was typed: those that begin with it first.
    func completions(of text: String) -> [String] {
        let text = Walk.path(in: text)
        // What was learned comes behind what is computed.
        let paths =
            outline.steps.map { trace.events[$0].path }
            + trace.events.filter { $0.op is Parameter }.map(\.path)
        let starting = paths.filter { $0.hasPrefix(text) && $0 != text }
        let containing = paths.filter { $0.contains(text) && !$0.hasPrefix(text) }
        return starting + containing
    }

    /// The path in what was typed; `self attention` and `self-attention` are `self_attention`.
    private static func path(in text: String) -> String {
        text.prefix { $0 != "[" }.lowercased().replacing(" ", with: "_")
            .replacing("-", with: "_")
    }

    private mutating func accept(_ prompt: Prompt) {
        do {
            switch prompt.purpose {
            case .sentence: try read(prompt.line)
            case .target: try learn(prompt.line)
            case .goTo: try go(to: prompt.line)
            case .save: try save(as: prompt.line)
            case .value(let cells):
                let number = try prompt.number()
                try change { $0.add(.set(cells, to: number)) }
            case .otherSentence: try change { $0.add(.sentence(prompt.line)) }
            case .rivalSentence: try compare(withSentence: prompt.line)
            case .attentionTemperature:
                let number = try prompt.number()
                try change { $0.add(.attentionTemperature(number)) }
            case .outputTemperature:
                let number = try prompt.number()
                try change { $0.add(.outputTemperature(number)) }
            }
            self.prompt = nil
        } catch {
            self.prompt?.error = String(describing: error)
        }
    }

    private mutating func read(_ sentence: String) throws {
        guard subject.step == nil else {
            guard let model = subject.model as? TranslationModel else { return }
            return open(Subject(try WalkedStep(on: sentence, target: nil, model: model)))
        }
        if subject.model.isLong(sentence) { return read(beside: sentence) }
        open(try Subject(sentence, model: subject.model))
        message = "→ \(subject.answer)"
    }

    /// Walks through another computation. What is looked at stays, if it has it.
    mutating func open(_ subject: Subject) {
        let path = event.path
        self.subject = subject
        show(subject.trace)
        changes = Changes()
        (changed, outcome) = (nil, nil)
        (rival, otherText) = (nil, nil)
        let step = trace.events.first { $0.path == path }?.id ?? outline.steps[0]
        gaze = Gaze(at: step, of: trace, word: "it")
        trail = []
        panel = nil
        version = .after
    }

    /// Looks at the step, or the cell, that a selector or a part of a name means.
    ///
    /// - Throws: `SelectorError`.
    public mutating func go(to text: String) throws {
        let start = text.firstIndex(of: "[") ?? text.endIndex
        let selector = try Selector(Walk.path(in: text) + text[start...])
        let selection: Selection
        do {
            selection = try selector.resolve(in: trace.events)[0]
        } catch let error as SelectorError {
            guard case .noEvent = error, let completed = completions(of: text).first else {
                throw error
            }
            selection = Selection(event: trace.events.first { $0.path == completed } ?? event)
        }
        trail.append(gaze.cell)
        look(at: selection.event.id)
        if selection.cells.contains(where: { $0 != nil }) {
            let index = zip(selection.cells, gaze.cell.index).map { $0 ?? $1 }
            gaze.look(at: Cell(event: selection.event.id, index: index), of: trace)
        }
        depth = max(depth, .steps)
    }
}
