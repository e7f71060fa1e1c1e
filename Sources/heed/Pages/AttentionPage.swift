import Decoding
import Drawing
import Models
import Tensors
import Tracing

/// The attentions of a model over the sentence that it reads: those of its encoder, or of its
/// decoder where there is no encoder.
struct AttentionStack {
    /// `encoder` or `decoder`.
    let name: String
    let layers: Int
    let heads: Int

    /// - Throws: `Failure.model` where the model has no attention.
    init(of trace: Trace) throws {
        func weights(_ name: String) -> [Event] {
            trace.events.filter {
                $0.path.hasPrefix(name + ".") && $0.path.hasSuffix(".self_attention.weights")
            }
        }
        for name in ["encoder", "decoder"] {
            let events = weights(name)
            guard let first = events.first else { continue }
            self.name = name
            layers = events.count
            heads = first.shape[0]
            return
        }
        throw Failure.model("the model has no attention to show")
    }

    func path(ofLayer layer: Int) -> String { "\(name).\(layer).self_attention.weights" }
}

/// What most people want to see of a sentence: what the model says, one word's attention, the map of
/// one head, and all heads at a glance.
struct AttentionPage {
    let reading: Reading
    let stack: AttentionStack
    /// The head that training guided, if any.
    let guided: HeadReference?
    /// The layer and head to show large; nil to choose.
    let layer: Int?
    let head: Int?
    /// Whether the pieces of a word are one row and one column.
    let mergesPieces: Bool
    let look: Look
    /// The attention weights of each layer that is shown, `[head, query, key]`.
    private let weights: [Int: Tensor]

    /// Whether one layer is shown, and of many weights the largest: their mean is next to nothing.
    private let isLong: Bool

    /// The most tokens of which the heads of all layers are shown.
    private static let longestWhole = 256

    init(
        reading: Reading, stack: AttentionStack, guided: HeadReference?, layer: Int?, head: Int?,
        mergesPieces: Bool, look: Look
    ) {
        self.reading = reading
        self.stack = stack
        self.guided = guided
        isLong = reading.tokens.count > AttentionPage.longestWhole
        self.layer = layer ?? (isLong ? 0 : nil)
        self.head = head
        self.mergesPieces = mergesPieces
        self.look = look
        let shown = isLong ? [layer ?? 0] : Array(0..<stack.layers)
        weights = Dictionary(
            uniqueKeysWithValues: shown.compactMap { layer in
                reading.trace[stack.path(ofLayer: layer)].map { (layer, $0.value) }
            })
    }

    /// How to draw.
    struct Look {
        let theme: Theme
        let showsNumbers: Bool
        /// Whether tokens are named as the vocabulary spells them.
        let showsRawPieces: Bool
        /// The colours of the encoder that will write the page.
        let depth: ColourDepth
    }

    /// - Parameter window: the rows of the terminal that the page scrolls through, if it does. What
    ///   stays on the screen is the end, so on a low window the sentence stands there.
    func surface(width: Int, window: Int?) -> Surface {
        let chosen = choice()
        let scale = Drawing.Scale(look.theme.sequential, from: 0, to: 1)
        let map = matrix(chosen.reference)
        let query = self.query(in: map)
        let sentence: [Surface] = [
            heading(width: width),
            SentencePage.attention(
                words: labels, weights: map.row(query), query: query,
                from: chosen.description, scale: scale, width: width, depth: look.depth),
        ]
        let maps: [Surface] = [
            .stacked([
                Surface(
                    lines: wrapped(
                        "The weights of \(chosen.name): every row is a word and sums up to 1 over the columns, the words that it looks at.",
                        width: width)),
                Heatmap(
                    map, rows: Side("query", labels: labels),
                    columns: Side("key", labels: labels),
                    shading: .shared(scale), showsNumbers: look.showsNumbers, markedRow: query,
                    fit: isLong ? .largest : .mean, legend: "attention weight"
                ).surface(width: width, depth: look.depth),
            ]),
            .stacked([
                Surface(
                    lines: wrapped(
                        "All heads of the \(weights.count < stack.layers ? "layer" : stack.name), drawn the same way; ◂ marks the one above.",
                        width: width)),
                heads(marking: chosen.reference, scale: scale, width: width),
            ]),
        ]
        let page = Surface.stacked(sentence + maps + [notes(width: width)], gap: 1)
        guard let window, page.height >= window else { return page }
        return .stacked(maps + sentence + [notes(width: width)], gap: 1)
    }

    private var labels: [String] {
        if mergesPieces { return reading.words.map(\.label) }
        return reading.tokens.map(look.showsRawPieces ? \.raw : \.label)
    }

    /// The rows that stand for text.
    private var textRows: [Int] {
        let rows =
            mergesPieces
            ? reading.words.indices.filter {
                !reading.tokens[reading.words[$0].tokens.lowerBound].isSpecial
            } : reading.tokens.indices.filter { !reading.tokens[$0].isSpecial }
        return rows.isEmpty ? Array(labels.indices) : rows
    }

    private func heading(width: Int) -> Surface {
        let lines = reading.answer.lines.flatMap { wrapped($0, width: width) }
        return .stacked([
            Surface(lines: wrapped(reading.sentence, width: width), style: .bold),
            Surface(lines: lines),
        ])
    }

    private func notes(width: Int) -> Surface {
        var notes = reading.notes
        if weights.count < stack.layers {
            notes.append("a long text: one layer is shown; choose another with --layer")
        }
        if mergesPieces {
            notes.append(
                "the pieces of a word are one row and one column: the sum over the pieces that are "
                    + "looked at, the mean over those that look")
        }
        return Surface(lines: notes.flatMap { wrapped($0, width: width) }, style: .dim)
    }
}

extension Reading.Answer {
    /// What the model says, for people.
    fileprivate var lines: [String] {
        func list(_ guesses: [Reading.Guess]) -> String {
            guesses.map { "\($0.label) \($0.probability.formatted(decimals: 2))" }
                .joined(separator: ", ")
        }
        switch self {
        case .nothing: return []
        case .wrote(let text): return ["→ " + text]
        case .goesOn(let guesses): return ["goes on: " + list(guesses)]
        case .filled(let masks):
            return masks.sorted { $0.key < $1.key }.map {
                (masks.count == 1 ? "the mask" : "position \($0.key)") + ": " + list($0.value)
            }
        }
    }
}

// MARK: - What to show

extension AttentionPage {
    /// The head that is shown large, and how it was chosen.
    private func choice() -> (reference: HeadReference, name: String, description: String) {
        func name(_ reference: HeadReference) -> String {
            "\(stack.name) layer \(reference.layer), head \(reference.head)"
        }
        if layer == nil, head == nil, let guided, pronoun != nil {
            return (
                guided, name(guided),
                name(guided) + ", which training guided to the noun that a pronoun stands for"
            )
        }
        let layers = layer.map { [$0] } ?? Array(0..<stack.layers)
        let heads = head.map { [$0] } ?? Array(0..<stack.heads)
        let candidates = layers.flatMap { layer in
            heads.map { HeadReference(layer: layer, head: $0) }
        }
        let best = candidates.max { sharpness(of: $0) < sharpness(of: $1) } ?? candidates[0]
        return (
            best, name(best),
            name(best)
                + (candidates.count > 1
                    ? ", the one of \(candidates.count) whose words look most clearly at one other word"
                    : "")
        )
    }

    /// The mean over the words of the largest weight on another word.
    private func sharpness(of reference: HeadReference) -> Float {
        let map = matrix(reference)
        return textRows.reduce(0) { $0 + strongest(in: map, from: $1) } / Float(textRows.count)
    }

    private func strongest(in map: Matrix, from query: Int) -> Float {
        textRows.filter { $0 != query }.map { map[query, $0] }.max() ?? 0
    }

    private var pronoun: Int? { labels.firstIndex { $0.lowercased() == "it" } }

    /// The word to show alone: the pronoun, or the one that looks most clearly at another.
    private func query(in map: Matrix) -> Int {
        pronoun
            ?? textRows.max { strongest(in: map, from: $0) < strongest(in: map, from: $1) } ?? 0
    }

    private func matrix(_ reference: HeadReference) -> Matrix {
        guard let heads = weights[reference.layer] else {
            preconditionFailure("every layer that is shown has attention weights")
        }
        let map = heads.matrix(at: [reference.head])
        return Matrix(mergesPieces ? reading.mergingPieces(of: map) : map)
    }

    private func heads(marking chosen: HeadReference, scale: Drawing.Scale, width: Int) -> Surface {
        let entries = weights.keys.sorted().flatMap { layer in
            (0..<stack.heads).map { head in
                let reference = HeadReference(layer: layer, head: head)
                return HeadGrid.Entry(
                    title: "layer \(layer), head \(head)", matrix: matrix(reference),
                    isMarked: reference == chosen)
            }
        }
        return HeadGrid(
            entries, perRow: stack.heads, scale: scale, pooling: isLong ? .largest : .mean
        )
        .surface(width: width, depth: look.depth)
    }
}

/// One word's attention with a sentence that says what it shows.
enum SentencePage {
    static func attention(
        words: [String], weights: [Float], query: Int, from source: String, scale: Drawing.Scale,
        width: Int, depth: ColourDepth
    ) -> Surface {
        let best = weights.indices.max { weights[$0] < weights[$1] } ?? query
        let object = best == query ? "itself" : "\"\(words[best])\""
        let text =
            "\"\(words[query])\" gives \(weights[best].formatted(decimals: 2)) of its attention to \(object)"
            + " (\(source))."
        return .stacked(
            [
                Surface(lines: wrapped(text, width: width)),
                SentenceView(words: words, weights: weights, query: query, scale: scale, most: 0)
                    .surface(width: width, depth: depth),
            ], gap: 1)
    }
}
