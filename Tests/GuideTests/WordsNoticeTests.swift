import Checkpoints
import Decoding
import Foundation
import Guide
import Tensors
import Testing
import Tracing

/// What the notices follow: the sentence, the place, edits, the model.
@Suite struct WordsNoticeTests {
    private let encoder = "encoder.1.self_attention"

    // MARK: - What follows the sentence

    @Test func itLooksAtTheAnimalWhenTiredAndAtTheStreetWhenWide() throws {
        for (sentence, noun, key) in [
            (WordsTraces.tired, "animal", 1), (WordsTraces.wide, "street", 5),
        ] {
            let reading = try WordsReading(sentence)
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
        let reading = try WordsReading(WordsTraces.tired)
        for path in ["source.ids", "encoder.embedding.lookup", "encoder.0.feed_forward.relu"] {
            #expect(try reading.focus(path).row == 7)
        }
        let table = try reading.focus("encoder.embedding.table")
        #expect(table.row.map { Float($0) } == (try reading.traced("source.ids")).value[7])
    }

    @Test func aNoticeFollowsAnEdit() throws {
        let reading = try WordsReading(WordsTraces.tired)
        let path = encoder + ".masked"
        let edited = reading.trace.replaying([Edit(path, cells: [0, 7, 1], .set(-.infinity))]).trace
        let before = try reading.text(encoder + ".weights", head: 0, row: 7)
        let after = try WordsReading(edited).text(encoder + ".weights", head: 0, row: 7)
        #expect(before.contains("\"animal\""))
        #expect(!after.contains("attention to \"animal\""))
    }

    @Test func theLearnersChoiceIsTaken() throws {
        let reading = try WordsReading(WordsTraces.tired)
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
        let reading = WordsReading(try model.translate(WordsTraces.tired).trace)
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

    // MARK: - Words that repeat, are unknown, or stand alone

    @Test func whatRepeatsAndWhatIsUnknown() throws {
        let tired = try WordsReading(WordsTraces.tired)
        #expect(try tired.text("source.ids").contains("\"The\" and \"the\" have the same number"))
        let unknown = try WordsReading("zorblax")
        #expect(try unknown.text("source.ids").contains("zorblax"))
        #expect(try unknown.text("source.ids").contains("reads it as <unk>, number 0"))
        #expect(
            try WordsReading("the cat sees the dog").text("encoder.embedding.lookup").contains(
                "The 1st \"the\" and the 2nd \"the\" fetch the same row"))
    }

    @Test(arguments: WordsTraces.sentences)
    func everyEventHasNoticesAtEveryPlace(sentence: String) throws {
        let reading = try WordsReading(sentence)
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
            let reading = WordsReading(trace.replaying([edit]).trace)
            for other in reading.trace.events {
                #expect(
                    !reading.notices.about(other.id).isEmpty,
                    "\(other.path) after \(event.path) = \(number)")
                _ = reading.notices.focus(on: other.id)
            }
        }
    }

    @Test func aGradientIsLookedAtWhereItsValueWas() throws {
        let reading = WordsReading(try WordsTraces.traceWithGradients(of: "I love you"))
        for path in ["encoder.1.self_attention.weights", "decoder.0.feed_forward.relu"] {
            let (value, gradient) = try (reading.focus(path), reading.focus("gradient." + path))
            #expect((value.head, value.row) == (gradient.head, gradient.row))
        }
    }

    @Test func decidedRowsAreCounted() throws {
        let reading = try WordsReading(WordsTraces.tired)
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
        let reading = WordsReading(try WordsTraces.traceWithGradients(of: "I love you"))
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
        let reading = WordsReading(try WordsTraces.traceWithGradients(of: "I love you"))
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
