import Checkpoints
import Foundation
import Testing

@testable import Training

struct TrainerTests {
    @Test func aStoppedTrainingEndsAsAnUninterruptedOne() throws {
        var whole = try Trainer(.tiny())
        while !whole.isFinished { _ = whole.advance() }
        for stop in [1, 7, 23] {
            try withTemporaryFolder { folder in
                let path = folder + "/state"
                var first = try Trainer(.tiny())
                for _ in 0..<stop { _ = first.advance() }
                try first.save(to: path)
                var second = try Trainer(resuming: path)
                #expect(second.run.step == stop)
                #expect(second.history == first.history)
                while !second.isFinished { _ = second.advance() }
                for name in whole.run.parameters.paths {
                    #expect(second.run.parameters[name] == whole.run.parameters[name], "\(name)")
                }
                #expect(try second.history.encoded() == whole.history.encoded())
            }
        }
    }

    @Test func theFollowedSentenceIsLookedAt() throws {
        var trainer = try Trainer(.tiny(.reverse), following: "9 2 6 5 3 5")
        while !trainer.isFinished { _ = trainer.advance() }
        let history = trainer.history
        #expect(history.source == ["9", "2", "6", "5", "3", "5", "<eos>"])
        #expect(history.target == ["5", "3", "5", "6", "2", "9", "<eos>"])
        #expect(history.moments.map(\.step) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 20, 24])
        #expect(history.readings.map(\.step) == Array(0...24))
        // Thirteen words, of none of which anything is known.
        #expect((history.readings[0].loss - log(13)).magnitude < 0.8)
        #expect(history.readings.allSatisfy { $0.heldOut?.total == 50 })
        // Rows of weights sum to 1, but for the rounding to bytes.
        for attention in History.Attention.allCases {
            let weights = history.weights(attention, layer: 0, head: 1, at: history.moments[3])
            for row in 0..<7 {
                let sum = weights[row * 7..<row * 7 + 7].reduce(0, +)
                #expect((sum - 1).magnitude < 7.0 / 510)
            }
        }
    }

    @Test func anUnknownSentenceCannotBeFollowed() {
        #expect(throws: TrainingError.unknownSentence("1 2", example: "3 1 4 1 5")) {
            try Trainer(.tiny(), following: "1 2")
        }
    }

    @Test func theLogHasALineForEachReading() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/log"
            func steps() throws -> [Int] {
                try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
                    let object = try JSONSerialization.jsonObject(with: Data($0.utf8))
                    let line = try #require(object as? [String: Any])
                    #expect(
                        Set(line.keys) == [
                            "step", "loss", "held_out", "rate", "gradient_norm",
                            "tokens_per_second", "seconds_left",
                        ])
                    return try #require(line["step"] as? Int)
                }
            }
            let pace = Pace(tokensPerSecond: 10, secondsLeft: 1)
            func reading(_ step: Int) -> Reading {
                Reading(step: step, loss: .nan, heldOut: nil, rate: 1, gradientNorm: 1)
            }
            let log = try TrainingLog(path, after: 0)
            for step in 1...5 { try log.write(reading(step), pace) }
            #expect(try steps() == [1, 2, 3, 4, 5])
            // Killed in the middle of a line, and going on from step 3.
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{\"step\":6,\"lo".utf8))
            try TrainingLog(path, after: 3).write(reading(4), pace)
            #expect(try steps() == [1, 2, 3, 4])
            _ = try TrainingLog(path, after: 0)
            #expect(try steps() == [])
        }
    }
}
