import Foundation
import Guide
import Tensors
import Testing
import Tracing

/// The numbers in the notices, computed again from the trace in another way.
@Suite struct WordsNoticeNumbersTests {
    private let encoder = "encoder.1.self_attention"

    @Test func entropyNamesTheSharpestAndTheMostEvenHead() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let weights = try reading.traced(encoder + ".weights").value
        let entropies = (0..<4).map { head in
            (0..<13).reduce(0.0) { sum, row in
                (0..<13).reduce(sum) { sum, key in
                    let p = Double(weights[head, row, key])
                    return p > 0 ? sum - p * log(p) / log(2) : sum
                }
            } / 13
        }
        let sharp = try #require(entropies.indices.min { entropies[$0] < entropies[$1] })
        let even = try #require(entropies.indices.max { entropies[$0] < entropies[$1] })
        let text = try reading.text(encoder + ".weights")
        #expect(
            text.contains(
                "Head \(sharp) is the sharpest, with a mean entropy of \(two(entropies[sharp])) bits"
            ))
        #expect(text.contains("head \(even) is the most even, with \(two(entropies[even]))."))
        #expect(text.contains("13 weights add up to 1.000"))
    }

    @Test func scalingTellsTheSpreadOfTheHead() throws {
        let reading = try WordsReading(WordsTraces.tired)
        func spread(_ path: String) throws -> Double {
            let value = try reading.traced(path).value.elements[0..<169].map(Double.init)
            let mean = value.reduce(0, +) / 169
            return (value.map { pow($0 - mean, 2) }.reduce(0, +) / 169).squareRoot()
        }
        let (before, after) = try (spread(encoder + ".scores"), spread(encoder + ".scaled"))
        #expect(abs(before / after - 4) < 1e-5)
        #expect(
            try reading.text(encoder + ".scaled").contains(
                "deviation of \(two(before)) before and \(two(after)) after"))
    }

    /// What softmax will give is what the weights hold, with the mask of the decoder, too.
    @Test func scalingForetellsTheLargestWeight() throws {
        let reading = try WordsReading(WordsTraces.tired)
        for block in ["encoder.0.self_attention", "decoder.0.self_attention"] {
            let weights = try reading.traced(block + ".weights").value
            for row in [0, 3, 9] {
                let largest = try #require((0..<13).map { weights[2, row, $0] }.max())
                let text = try reading.text(block + ".scaled", head: 2, row: row)
                #expect(text.contains("a largest weight of \(two(Double(largest)));"), "\(text)")
            }
        }
    }

    @Test func theCausalMaskIsCounted() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let words = 13
        let text = try reading.text("decoder.0.self_attention.mask", row: 4)
        #expect(text.contains("\(words * (words - 1) / 2) of the \(words * words) entries"))
        #expect(text.contains("may look at 5 of 13 words"))
        #expect(
            try reading.text("decoder.0.self_attention.masked", row: 4).contains(
                "8 of the 13 scores"))
        #expect(
            try reading.text("encoder.0.self_attention.mask").contains(
                "None of the 169 entries is minus infinity"))
    }

    @Test func lengthsAreNorms() throws {
        let reading = try WordsReading(WordsTraces.tired)
        func length(_ path: String, _ row: Int) throws -> Double {
            let value = try reading.traced(path).value
            return (0..<64).reduce(0.0) { $0 + pow(Double(value[row, $1]), 2) }.squareRoot()
        }
        let text = try reading.text("encoder.embedding.scaled", row: 3)
        let before = try length("encoder.embedding.lookup", 3)
        #expect(text.contains("from length \(two(before)) to \(two(8 * before))."))
        // sin^2 + cos^2 = 1 for each of the 32 pairs.
        #expect(text.contains("has length \(two(32.0.squareRoot()))"))
    }

    @Test func aResidualsSharesAddUpToOne() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let text = try reading.text("encoder.0.feed_forward.residual", row: 2)
        let shares = text.matches(of: /makes up (-?[0-9.]+) and the second (-?[0-9.]+) of/)
        let match = try #require(shares.first)
        let sum = try #require(Double(match.1)) + #require(Double(match.2))
        #expect(abs(sum - 1) < 0.011)
    }

    @Test func layerNormGivesMeanZeroAndVarianceOne() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let block = "encoder.0.self_attention"
        let variance = try reading.traced(block + ".layer_norm.variance").value[7]
        let text = try reading.text(block + ".layer_norm.normalised")
        #expect(
            text.contains(
                "variance \(two(Double(variance))); now they have mean 0.00 and variance 1.00"))
    }

    @Test func zerosOfTheReLUAreCounted() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let block = "encoder.1.feed_forward"
        let before = try reading.traced(block + ".first_linear").value
        for row in 0..<13 {
            let zeros = (0..<256).count { before[row, $0] <= 0 }
            #expect(
                try reading.text(block + ".relu", row: row).contains("\(zeros) of the 256 numbers"))
            #expect(
                try reading.text(block + ".first_linear", row: row).contains(
                    "\(256 - zeros) of the 256 numbers"))
        }
    }

    @Test func theValueThatDominatesAHead() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let text = try reading.text(encoder + ".head_output", head: 0, row: 7)
        #expect(text.contains("comes from \"animal\": weight 1.00"))
        let weights = try reading.traced(encoder + ".weights").value
        let values = try reading.traced(encoder + ".value.heads").value
        let lengths = (0..<13).map { key in
            Double(weights[0, 7, key])
                * (0..<16).reduce(0.0) { $0 + pow(Double(values[0, key, $1]), 2) }.squareRoot()
        }
        #expect(text.contains("\(two(lengths[1] / lengths.reduce(0, +))) of the weighted values'"))
    }

    /// Each head's part of the projection, by setting the other heads to 0.
    @Test func theHeadThatChangesAWordMost() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let bias = try reading.traced(encoder + ".projection.bias").value
        let lengths = try (0..<4).map { head in
            let edits = (0..<4).filter { $0 != head }.map {
                Edit(encoder + ".head_output", cells: [$0, nil, nil], .set(0))
            }
            let only = try #require(reading.trace.replaying(edits).trace[encoder + ".projection"])
            return (0..<64).reduce(0.0) {
                $0 + pow(Double(only.value[7, $1] - bias[$1]), 2)
            }.squareRoot()
        }
        let most = try #require(lengths.indices.max { lengths[$0] < lengths[$1] })
        #expect(
            try reading.text(encoder + ".projection", row: 7).contains(
                "comes from head \(most): its features alone make a vector of length \(two(lengths[most]))"
            ))
    }

    @Test func concatNamesTheFeaturesOfTheHead() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let notice = try #require(try reading.about(encoder + ".concat", head: 2, row: 7).first)
        #expect(notice.text.hasPrefix("Features 32 to 47 of \"it\" come from head 2"))
        let id = try reading.traced(encoder + ".concat").event.id
        #expect(notice.regions.first == Region(event: id, ranges: [7..<8, 32..<48]))
    }

    // MARK: - The translation

    @Test func probabilitiesNameTheWordThatIsWritten() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let target = try reading.traced("target.ids")
        let labels = try #require(target.axes[0].labels)
        let value = try reading.traced("probabilities").value
        for row in labels.indices {
            let probability = Double(value[row, Int(target.value[row])])
            let text = try reading.text("probabilities", row: row)
            #expect(
                text.contains("\"\(labels[row])\" has probability \(two(probability));"), "\(text)")
            #expect(
                try reading.text("logits", row: row).contains("\"\(labels[row])\" scores highest"))
            #expect(try reading.focus("logits", row: row).column == Int(target.value[row]))
        }
    }

    @Test func crossAttentionTellsTheSourceWordAndWhatComesNext() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let weights = try reading.traced("decoder.1.cross_attention.weights")
        let row = try #require(weights.axes[1].labels?.firstIndex(of: "troppo"))
        let text = try reading.text("decoder.1.cross_attention.weights", head: 3, row: row)
        let tired = try #require(weights.axes[2].labels?.firstIndex(of: "tired"))
        #expect(
            text.hasPrefix(
                "\"troppo\" gives \(two(Double(weights.value[3, row, tired]))) of its attention to \"tired\" (head 3). What comes next in the translation is \"stanco\"."
            ))
        // Keys are source words, whatever row of the translation is looked at.
        #expect(try reading.focus("decoder.1.cross_attention.key").row == 7)
    }
}
