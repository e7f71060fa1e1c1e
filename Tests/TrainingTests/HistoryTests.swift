import Checkpoints
import Foundation
import Testing

@testable import Training

struct HistoryTests {
    /// Three words, two words, one layer, one head: 9 weights of the encoder, 6 across.
    private var small: History {
        var history = History(
            source: ["a", "b", "<eos>"], target: ["c", "<eos>"], layers: 1, heads: 1, steps: 10)
        for step in [0, 5] {
            history.add(
                History.Moment(
                    step: step, translation: ["c"], weights: (0..<15).map { Float($0) / 14 }))
        }
        history.add(
            Reading(
                step: 5, loss: 0.1, heldOut: Score(right: 1, total: 3), rate: 1e-3,
                gradientNorm: .infinity))
        return history
    }

    @Test func aFileIsReadAsItWasWritten() throws {
        let read = try History(small.encoded(), path: "here")
        #expect(read == small)
        #expect(try read.encoded() == small.encoded())
    }

    @Test func weightsAreKeptAsBytes() {
        let moment = small.moments[0]
        let own = small.weights(.source, layer: 0, head: 0, at: moment)
        let cross = small.weights(.cross, layer: 0, head: 0, at: moment)
        #expect(own.count == 9 && cross.count == 6)
        for (number, weight) in (own + cross).enumerated() {
            #expect((weight - Float(number) / 14).magnitude <= 1 / 510 + 1e-6)
        }
    }

    @Test(arguments: [
        ("{}", "{}", "it is not the history of a training"),
        ("\"version\":1", "\"version\":2", "it is of version 2; expected 1"),
        ("\"heads\":1", "\"heads\":2", "the maps after step 0 have 15 weights; expected 30"),
        ("\"heads\":1", "\"heads\":-1", "its sizes are those of no model"),
        ("\"step\":0", "\"step\":6", "its steps are not in ascending order"),
    ])
    func aDamagedFileSaysWhatIsWrong(old: String, new: String, problem: String) throws {
        let text = String(decoding: try small.encoded(), as: UTF8.self)
        let changed = old == "{}" ? new : text.replacing(old, with: new)
        #expect(changed != text)
        #expect(throws: CheckpointError.damaged("here", problem)) {
            try History(Data(changed.utf8), path: "here")
        }
    }

    /// From noise to the translation, and from nowhere to the noun.
    @Test func theBundledHistoryShowsHowItWasLearned() throws {
        let history = try History(named: "translation")
        #expect(
            history.source.joined(separator: " ")
                == "the animal didn't cross the street because it was too tired <eos>")
        #expect(history.moments.map(\.step) == (0...2000).filter(Schedule(steps: 2000).isMoment))
        let first = try #require(history.moments.first)
        let last = try #require(history.moments.last)
        #expect(first.translation != last.translation)
        #expect(last.translation + ["<eos>"] == history.target)
        func weight(at moment: History.Moment) -> Float {
            history.weights(.source, layer: 1, head: 0, at: moment)[7 * 12 + 1]
        }
        #expect(weight(at: first) < 0.3)
        #expect(weight(at: last) > 0.9)
        #expect(history.readings.last?.heldOut == Score(right: 50, total: 50))
    }

    /// The maps of the history are those of the model.
    @Test func theLastMomentIsTheBundledModel() throws {
        let history = try History(named: "translation")
        let model = try TranslationModel(named: "translation")
        let pair = Corpus(seed: Recipe().seed).examples[0]
        #expect(
            FollowedSentence(pair, model: model).moment(of: model, after: 2000)
                == history.moments.last)
    }

    /// Early moments lie close together.
    @Test func momentsFollowAtGrowingIntervals() {
        let schedule = Schedule(steps: 2000)
        #expect(
            (0...130).filter(schedule.isMoment) == [
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 130,
            ])
        #expect((0...2000).count(where: schedule.isMoment) == 34)
        #expect(Schedule(steps: 77).isMoment(77))
        #expect((0...2000).count(where: schedule.isReading) == 100)
        #expect((0...2000).count(where: schedule.isMeasured) == 20)
    }
}
