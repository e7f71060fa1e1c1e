import Checkpoints
import Decoding
import Foundation
import Guide
import Tensors
import Testing
import Tracing

/// The numbers in the notices, computed again from the trace in another way.
@Suite struct WordsNoticeTests {
    private struct Reading {
        let trace: Trace
        let notices: Notices

        init(_ sentence: String) throws {
            self.init(try WordsTraces.trace(of: sentence))
        }

        init(_ trace: Trace) {
            self.trace = trace
            notices = Notices(in: trace)
        }

        func traced(_ path: String) throws -> Traced { try #require(trace[path]) }

        func about(_ path: String, head: Int? = nil, row: Int? = nil) throws -> [Notice] {
            notices.about(try traced(path).event.id, at: Place(head: head, row: row))
        }

        func text(_ path: String, head: Int? = nil, row: Int? = nil) throws -> String {
            try about(path, head: head, row: row).map(\.text).joined(separator: " ")
        }

        func focus(_ path: String, head: Int? = nil, row: Int? = nil) throws -> Focus {
            notices.focus(on: try traced(path).event.id, at: Place(head: head, row: row))
        }
    }

    private func two(_ number: Double) -> String { String(format: "%.2f", number) }

    private let encoder = "encoder.1.self_attention"

    // MARK: - What follows the sentence

    @Test func itLooksAtTheAnimalWhenTiredAndAtTheStreetWhenWide() throws {
        for (sentence, noun, key) in [
            (WordsTraces.tired, "animal", 1), (WordsTraces.wide, "street", 5),
        ] {
            let reading = try Reading(sentence)
            let weights = try reading.traced(encoder + ".weights")
            let notice = try #require(try reading.about(encoder + ".weights").first)
            let weight = two(Double(weights.value[0, 7, key]))
            #expect(
                notice.text == "\"it\" gives \(weight) of its attention to \"\(noun)\" (head 0).")
            #expect(
                notice.regions == [
                    Region(event: weights.event.id, ranges: [0..<1, 7..<8, key..<key + 1])
                ])
            let focus = try reading.focus(encoder + ".weights")
            #expect((focus.head, focus.row, focus.column) == (0, 7, key))
            #expect(
                focus.regions
                    == [Region(event: weights.event.id, ranges: [0..<1, 7..<8, nil])])
        }
    }

    @Test func theTellingWordIsFollowedThroughTheStack() throws {
        let reading = try Reading(WordsTraces.tired)
        for path in ["source.ids", "encoder.embedding.lookup", "encoder.0.feed_forward.relu"] {
            #expect(try reading.focus(path).row == 7)
        }
        let table = try reading.focus("encoder.embedding.table")
        #expect(table.row.map { Float($0) } == (try reading.traced("source.ids")).value[7])
    }

    @Test func aNoticeFollowsAnEdit() throws {
        let reading = try Reading(WordsTraces.tired)
        let path = encoder + ".masked"
        let edited = reading.trace.replaying([Edit(path, cells: [0, 7, 1], .set(-.infinity))]).trace
        let before = try reading.text(encoder + ".weights", head: 0, row: 7)
        let after = try Reading(edited).text(encoder + ".weights", head: 0, row: 7)
        #expect(before.contains("\"animal\""))
        #expect(!after.contains("attention to \"animal\""))
    }

    @Test func theLearnersChoiceIsTaken() throws {
        let reading = try Reading(WordsTraces.tired)
        let weights = try reading.traced(encoder + ".weights")
        for (head, row) in [(1, 0), (2, 5), (3, 12)] {
            let numbers = (0..<13).map { Double(weights.value[head, row, $0]) }
            let best = try #require(numbers.max())
            let text = try reading.text(encoder + ".weights", head: head, row: row)
            #expect(text.contains("gives \(two(best)) of its attention"))
            #expect(text.contains("(head \(head))"))
            #expect(try reading.focus(encoder + ".weights", head: head, row: row).head == head)
            #expect(try reading.focus(encoder + ".weights", head: head, row: row).row == row)
        }
        // A place outside the value is as good as none.
        #expect(
            try reading.text(encoder + ".weights", head: 9, row: 99)
                == reading.text(encoder + ".weights"))
        #expect(try reading.text(encoder + ".weights", row: 4).contains("\"the\" gives"))
    }

    /// The unguided model finds no noun for "it", and no notice says that it does.
    @Test func anotherModelIsToldByItsOwnNumbers() throws {
        let model = try TranslationModel(named: "translation-unguided")
        let reading = Reading(try model.translate(WordsTraces.tired).trace)
        for head in 0..<4 {
            let weights = try reading.traced(encoder + ".weights").value
            let row = (0..<13).map { weights[head, 7, $0] }
            let best = try #require(row.indices.max { row[$0] < row[$1] })
            let notice = try #require(
                try reading.about(encoder + ".weights", head: head, row: 7).first)
            #expect(notice.regions.first?.ranges.last == best..<best + 1)
            #expect(notice.text.contains(two(Double(row[best]))))
        }
    }

    // MARK: - Numbers

    @Test func entropyNamesTheSharpestAndTheMostEvenHead() throws {
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
        let text = try reading.text("encoder.0.feed_forward.residual", row: 2)
        let shares = text.matches(of: /makes up (-?[0-9.]+) and the second (-?[0-9.]+) of/)
        let match = try #require(shares.first)
        let sum = try #require(Double(match.1)) + #require(Double(match.2))
        #expect(abs(sum - 1) < 0.011)
    }

    @Test func layerNormGivesMeanZeroAndVarianceOne() throws {
        let reading = try Reading(WordsTraces.tired)
        let block = "encoder.0.self_attention"
        let variance = try reading.traced(block + ".layer_norm.variance").value[7]
        let text = try reading.text(block + ".layer_norm.normalised")
        #expect(
            text.contains(
                "variance \(two(Double(variance))); now they have mean 0.00 and variance 1.00"))
    }

    @Test func zerosOfTheReLUAreCounted() throws {
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
        let notice = try #require(try reading.about(encoder + ".concat", head: 2, row: 7).first)
        #expect(notice.text.hasPrefix("Features 32 to 47 of \"it\" come from head 2"))
        let id = try reading.traced(encoder + ".concat").event.id
        #expect(notice.regions.first == Region(event: id, ranges: [7..<8, 32..<48]))
    }

    // MARK: - The translation

    @Test func probabilitiesNameTheWordThatIsWritten() throws {
        let reading = try Reading(WordsTraces.tired)
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
        let reading = try Reading(WordsTraces.tired)
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

    // MARK: - Words that repeat, are unknown, or stand alone

    @Test func whatRepeatsAndWhatIsUnknown() throws {
        let tired = try Reading(WordsTraces.tired)
        #expect(try tired.text("source.ids").contains("\"The\" and \"the\" have the same number"))
        let unknown = try Reading("zorblax")
        #expect(try unknown.text("source.ids").contains("zorblax"))
        #expect(try unknown.text("source.ids").contains("reads it as <unk>, number 0"))
        #expect(
            try Reading("the cat sees the dog").text("encoder.embedding.lookup").contains(
                "The 1st \"the\" and the 2nd \"the\" fetch the same row"))
    }

    @Test(arguments: WordsTraces.sentences)
    func everyEventHasNoticesAtEveryPlace(sentence: String) throws {
        let reading = try Reading(sentence)
        for event in reading.trace.events {
            for (head, row) in [(nil, nil), (3, 1), (0, 0)] as [(Int?, Int?)] {
                let place = Place(head: head, row: row)
                let notices = reading.notices.about(event.id, at: place)
                #expect(!notices.isEmpty, "\(event.path)")
                for notice in notices {
                    #expect(notice.text.last == ".", "\(event.path): \(notice.text)")
                    #expect(notice.text.count <= 240, "\(event.path): \(notice.text)")
                    #expect(!notice.text.lowercased().contains("nan"), "\(notice.text)")
                }
                let focus = reading.notices.focus(on: event.id, at: place)
                for region in notices.flatMap(\.regions) + focus.regions {
                    check(region, in: reading.trace)
                }
            }
        }
    }

    private func check(_ region: Region, in trace: Trace) {
        let event = trace.events[region.event]
        #expect(region.ranges.count == event.axes.count, "\(event.path)")
        for (range, axis) in zip(region.ranges, event.axes) {
            #expect(range.map { $0.lowerBound >= 0 && $0.upperBound <= axis.size } ?? true)
            #expect(range?.isEmpty != true)
        }
    }

    /// Whatever a learner sets: the notices say what is there and never fail.
    @Test func editsOfEveryKindAreNoticed() throws {
        let trace = try WordsTraces.trace(of: "I love you")
        let numbers: [Float] = [0, -.infinity, .infinity, .nan, 1e30]
        let changeable = trace.events.filter {
            !($0.op is Parameter) && !$0.path.hasSuffix("ids") && $0.path != "target.shifted"
        }
        // Every seventh, so that each number meets each kind of step in one layer or another.
        for (turn, event) in changeable.enumerated() where turn % 7 == 0 {
            let number = numbers[turn / 7 % numbers.count]
            let cells = turn % 14 == 0 ? [] : [Int?](repeating: 0, count: event.axes.count)
            let edit = Edit(event.path, cells: cells, .set(number))
            let reading = Reading(trace.replaying([edit]).trace)
            for other in reading.trace.events {
                #expect(
                    !reading.notices.about(other.id).isEmpty,
                    "\(other.path) after \(event.path) = \(number)")
                _ = reading.notices.focus(on: other.id)
            }
        }
    }

    @Test func aGradientIsLookedAtWhereItsValueWas() throws {
        let reading = Reading(try WordsTraces.traceWithGradients(of: "I love you"))
        for path in ["encoder.1.self_attention.weights", "decoder.0.feed_forward.relu"] {
            let (value, gradient) = try (reading.focus(path), reading.focus("gradient." + path))
            #expect((value.head, value.row) == (gradient.head, gradient.row))
        }
    }

    @Test func decidedRowsAreCounted() throws {
        let reading = try Reading(WordsTraces.tired)
        for head in 0..<4 {
            let weights = try reading.traced(encoder + ".weights").value
            let decided = (0..<13).count { row in (0..<13).contains { weights[head, row, $0] > 0.5 }
            }
            #expect(
                try reading.text(encoder + ".weights", head: head).contains(
                    "In head \(head), \(decided) of 13 words give more than half"))
        }
    }

    @Test func theLongestRowOfAGradientIsNamed() throws {
        let reading = Reading(try WordsTraces.traceWithGradients(of: "I love you"))
        let path = "gradient.encoder.0.self_attention.scores"
        let gradient = try reading.traced(path)
        let lengths = (0..<4).flatMap { head in
            (0..<4).map { row in
                (0..<4).reduce(0.0) { $0 + pow(Double(gradient.value[head, row, $1]), 2) }
            }
        }
        let most = try #require(lengths.indices.max { lengths[$0] < lengths[$1] })
        let notice = try #require(try reading.about(path).first)
        let word = try #require(gradient.axes[1].labels)[most % 4]
        #expect(notice.text.contains("head \(most / 4), \"\(word)\""))
        #expect(
            notice.regions == [
                Region(
                    event: gradient.event.id,
                    ranges: [most / 4..<most / 4 + 1, most % 4..<most % 4 + 1, nil])
            ])
    }

    @Test func gradientsAndBatchesAreNoticedOrLeftAlone() throws {
        let reading = Reading(try WordsTraces.traceWithGradients(of: "I love you"))
        for event in reading.trace.events where event.path.hasPrefix("gradient.") {
            #expect(!reading.notices.about(event.id).isEmpty, "\(event.path)")
        }
        let recorder = Recorder()
        Tracer(sink: recorder).emit(
            Constant(Tensor([1, 2], shape: [1, 2])), [], at: "x",
            axes: [Axis("batch", size: 1), Axis("feature", size: 2)])
        #expect(Notices(in: recorder.trace).about(0).isEmpty)
    }
}
