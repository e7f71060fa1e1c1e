import Checkpoints
import Decoding
import Drawing
import Models
import Tokenizers
import Tracing

/// What most people want to see of a sentence: its translation, one word's attention, the map of
/// one head, and all heads of the encoder at a glance.
struct AttentionPage {
    let translation: Translation
    let model: TranslationModel
    /// The encoder layer and head to show large; nil to choose.
    let layer: Int?
    let head: Int?
    let look: Look

    /// How to draw.
    struct Look {
        let theme: Theme
        let showsNumbers: Bool
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
                words: labels, weights: Array(map.row(query)), query: query,
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
                    legend: "attention weight"
                ).surface(width: width, depth: look.depth),
            ]),
            .stacked([
                Surface(
                    lines: wrapped(
                        "All heads of the encoder, drawn the same way; ◂ marks the one above.",
                        width: width)),
                heads(marking: chosen.reference, scale: scale, width: width),
            ]),
        ]
        let page = Surface.stacked(sentence + maps + [notes(width: width)], gap: 1)
        guard let window, page.height >= window else { return page }
        return .stacked(maps + sentence + [notes(width: width)], gap: 1)
    }

    private var labels: [String] { translation.source.map(\.markedLabel) }

    private func heading(width: Int) -> Surface {
        let words = translation.source.dropLast().map(\.label)
        return .stacked([
            Surface(lines: wrapped(Detokenizer.sentence(words), width: width), style: .bold),
            Surface(lines: wrapped("→ " + translation.text, width: width)),
        ])
    }

    private func notes(width: Int) -> Surface {
        let lines = translation.source.vocabularyNotes
        return Surface(lines: lines.flatMap { wrapped($0, width: width) }, style: .dim)
    }
}

// MARK: - What to show

extension AttentionPage {
    /// The head that is shown large, and how it was chosen.
    private func choice() -> (reference: HeadReference, name: String, description: String) {
        func name(_ reference: HeadReference) -> String {
            "encoder layer \(reference.layer), head \(reference.head)"
        }
        if layer == nil, head == nil, let guided = model.configuration.guidedHead, pronoun != nil {
            return (
                guided, name(guided),
                name(guided) + ", which training guided to the noun that a pronoun stands for"
            )
        }
        let layers = layer.map { [$0] } ?? Array(0..<model.configuration.encoderLayers)
        let heads = head.map { [$0] } ?? Array(0..<model.configuration.heads)
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
        let words = translation.source.count - 1
        guard words > 0 else { return 0 }
        return (0..<words).reduce(0) { $0 + strongest(in: map, from: $1) } / Float(words)
    }

    private func strongest(in map: Matrix, from query: Int) -> Float {
        (0..<translation.source.count - 1).filter { $0 != query }.map { map[query, $0] }.max() ?? 0
    }

    private var pronoun: Int? {
        translation.source.firstIndex { $0.label.lowercased() == "it" }
    }

    /// The word to show alone: the pronoun, or the one that looks most clearly at another.
    private func query(in map: Matrix) -> Int {
        pronoun
            ?? (0..<max(translation.source.count - 1, 1)).max {
                strongest(in: map, from: $0) < strongest(in: map, from: $1)
            } ?? 0
    }

    private func matrix(_ reference: HeadReference) -> Matrix {
        guard let weights = translation.trace[reference.weightsPath] else {
            preconditionFailure("every encoder layer has attention weights")
        }
        let selection = Selection(event: weights.event, cells: [reference.head, nil, nil])
        let size = translation.source.count
        return Matrix(rows: size, columns: size, values: selection.slice(weights.value).elements)
    }

    private func heads(marking chosen: HeadReference, scale: Drawing.Scale, width: Int) -> Surface {
        let entries = (0..<model.configuration.encoderLayers).flatMap { layer in
            (0..<model.configuration.heads).map { head in
                let reference = HeadReference(layer: layer, head: head)
                return HeadGrid.Entry(
                    title: "layer \(layer), head \(head)", matrix: matrix(reference),
                    isMarked: reference == chosen)
            }
        }
        return HeadGrid(entries, perRow: model.configuration.heads, scale: scale)
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

extension [WordTokenizer.Token] {
    /// What a reader must know of words outside the vocabulary.
    var vocabularyNotes: [String] {
        func list(_ kind: WordTokenizer.Kind) -> String {
            filter { $0.kind == kind }.map { "\"\($0.label)\"" }.joined(separator: ", ")
        }
        var notes: [String] = []
        if contains(where: { $0.kind == .unknown }) {
            notes.append("* not in the model's vocabulary, read as <unk>: \(list(.unknown))")
        }
        if contains(where: { $0.kind == .name }) {
            notes.append("not in the vocabulary, taken for a name and copied: \(list(.name))")
        }
        return notes
    }
}
