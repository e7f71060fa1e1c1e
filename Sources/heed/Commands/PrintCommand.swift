import ArgumentParser
import Checkpoints
import Decoding
import Drawing
import Guide
import Models
import Tracing

struct PrintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Print the attention of a sentence, or any other value, as a picture.",
        discussion: """
            EXAMPLES
              heed print "The animal didn't cross the street because it was too tired"
              heed print "I love you very much" --layer 0 --head 2 --numbers
              heed print "Your cat is a lovely cat" --at "encoder.0.self_attention.scores[head=0]"
              heed print "Thinking machines" --at "**.mask"
              heed print "I love you very much" --at "probabilities[position=0]"
              heed print "I love you" --target "Ti amo" --at "gradient.encoder.0.self_attention.weights"
              heed print "I love you very much" --format svg > attention.svg
              heed print "On the river [MASK]" --model models/bert-base-uncased --words

            A selector names an event by its path (* for a part, ** for any parts) and fixes axes \
            by an index or a label: weights[head=0, query=it]. See heed trace --list.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case ansi, text, svg, html, json, csv
    }

    @OptionGroup var input: SentenceArgument

    @Option(help: ArgumentHelp("Show these events instead.", valueName: "selector"))
    var at: String?

    @Option(help: ArgumentHelp("The layer to show.", valueName: "n"))
    var layer: Int?

    @Option(help: ArgumentHelp("The head to show, or all.", valueName: "n|all"))
    var head: HeadChoice?

    @OptionGroup var readingOptions: ReadingOptions

    @Option(help: "ansi on a terminal, else text.")
    var format: Format?

    @OptionGroup var looks: LookOptions

    @Flag(help: "Write the numbers into the cells.")
    var numbers = false

    @Flag(help: "Show the pieces of a word as one row and one column.")
    var words = false

    @Flag(help: "Name the tokens as the vocabulary spells them: Ġthe, ##ing.")
    var raw = false

    enum HeadChoice: ExpressibleByArgument {
        case all
        case one(Int)

        init?(argument: String) {
            if argument == "all" {
                self = .all
            } else if let head = Int(argument) {
                self = .one(head)
            } else {
                return nil
            }
        }
    }

    func validate() throws {
        if raw && (words || at != nil) {
            throw ValidationError(
                "--raw names the tokens of the map; leave \(words ? "--words" : "--at") out.")
        }
        if at != nil && (layer != nil || head != nil) {
            throw ValidationError(
                "--at names its own layer and head; leave --layer and --head out.")
        }
    }

    func run() throws {
        let model = try readingOptions.modelOption.loadModel()
        if let at { _ = try Selector(at) }
        var output = Output()
        var isFirst = true
        try input.forEach { sentence in
            let reading = try readingOptions.read(sentence, by: model)
            let stack = try AttentionStack(of: reading.trace)
            try check(stack)
            if !isFirst && format != .csv { try output.writeLine() }
            let guided = (model as? TranslationModel)?.configuration.guidedHead
            try write(reading, stack, guided: guided, isFirst: isFirst, to: &output)
            isFirst = false
            try output.flush()
        }
    }

    private func check(_ stack: AttentionStack) throws {
        if let layer, !(0..<stack.layers).contains(layer) {
            throw Failure.input(
                "--layer \(layer): the \(stack.name)'s layers go from 0 to \(stack.layers - 1)")
        }
        if case .one(let head) = head, !(0..<stack.heads).contains(head) {
            throw Failure.input("--head \(head): the heads go from 0 to \(stack.heads - 1)")
        }
    }

    private func write(
        _ reading: Reading, _ stack: AttentionStack, guided: HeadReference?, isFirst: Bool,
        to output: inout Output
    ) throws {
        switch format {
        case .json, .csv:
            for note in reading.notes { StandardError.write("heed: \(note)") }
            let selections = try selections(in: reading.trace, stack)
            let table = Table(selections: selections, trace: reading.trace)
            try output.write(format == .json ? table.json : table.csv(hasHeader: isFirst))
        default:
            let surface = try surface(of: reading, stack, guided: guided)
            let title = reading.tokens.filter { !$0.isSpecial }.map(\.label).joined(separator: " ")
            switch format {
            case .svg: try output.write(Markup.svg(surface, title: title))
            case .html: try output.write(Markup.html(surface, title: title))
            case .text: try output.write(TerminalEncoder(.none, styles: false).encode(surface))
            default:
                try output.write(
                    TerminalEncoder(depth, styles: usesStyles, background: looks.background)
                        .encode(surface))
            }
        }
    }

    /// The colours of the terminal formats; asking for ansi is asking for colour.
    private var depth: ColourDepth {
        if format == .text { return .none }
        let depth = looks.depth
        return format == .ansi && looks.colour == .auto && depth == .none && !Output.isTerminal
            ? .trueColour : depth
    }

    private var usesStyles: Bool { Output.isTerminal && looks.colour != .never }

    private func selections(in trace: Trace, _ stack: AttentionStack) throws -> [Selection] {
        if let at { return try Selector(at).resolve(in: trace.events) }
        var selector = "\(stack.name).\(layer.map(String.init) ?? "*").self_attention.weights"
        if case .one(let head) = head { selector += "[head=\(head)]" }
        return try Selector(selector).resolve(in: trace.events)
    }

    private func surface(
        of reading: Reading, _ stack: AttentionStack, guided: HeadReference?
    ) throws -> Surface {
        let depth = isMarkup ? .trueColour : self.depth
        let width = looks.columns
        let isWhole: Bool
        if case .all = head { isWhole = true } else { isWhole = false }
        if at != nil || isWhole {
            return .stacked(
                try selections(in: reading.trace, stack).map { selection in
                    EventPicture(
                        selection: selection,
                        value: selection.slice(reading.trace.value(of: selection.event.id)),
                        theme: looks.colours, showsNumbers: numbers
                    ).surface(width: width, depth: depth)
                }, gap: 1)
        }
        var chosen: Int?
        if case .one(let head) = head { chosen = head }
        return AttentionPage(
            reading: reading, stack: stack, guided: guided, layer: layer, head: chosen,
            mergesPieces: words,
            look: AttentionPage.Look(
                theme: looks.colours, showsNumbers: numbers, showsRawPieces: raw, depth: depth)
        ).surface(width: width, window: isMarkup ? nil : Output.terminalSize?.rows)
    }

    private var isMarkup: Bool { format == .svg || format == .html }
}
