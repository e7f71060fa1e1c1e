import Checkpoints
import Foundation
import Testing

@testable import Training

struct CheckpointTests {
    private func trainer(after steps: Int) throws -> Trainer {
        var trainer = try Trainer(.tiny())
        for _ in 0..<steps { _ = trainer.advance() }
        return trainer
    }

    /// One folder, one training; the second is told, and the folder is free when the first ends.
    @Test func aFolderIsTakenOnce() throws {
        let folder = NSTemporaryDirectory() + "heed-lock-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var first: TrainingLock? = try TrainingLock(in: folder)
        #expect(throws: TrainingError.folderInUse(folder)) { try TrainingLock(in: folder) }
        withExtendedLifetime(first) {}
        first = nil
        _ = try TrainingLock(in: folder)
    }

    @Test func aFileOfAnotherKindIsNoState() throws {
        let model = try BundledModels.path(of: "translation") + "/model.safetensors"
        #expect(throws: CheckpointError.damaged(model, "it is not the state of a training")) {
            try Trainer(resuming: model)
        }
    }

    /// Wherever a bit is turned, it is noticed.
    @Test func everyTurnedBitIsNoticed() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/state"
            try trainer(after: 3).save(to: path)
            let good = try Data(contentsOf: URL(filePath: path))
            var generator = SystemRandomNumberGenerator()
            for _ in 0..<60 {
                var bad = good
                let place = Int.random(in: 0..<bad.count, using: &generator)
                let bit = Int.random(in: 0..<8, using: &generator)
                bad[place] ^= 1 << bit
                try bad.write(to: URL(filePath: path))
                #expect(throws: CheckpointError.self, "bit \(bit) of byte \(place)") {
                    try Trainer(resuming: path)
                }
            }
        }
    }

    @Test(arguments: [0, 7, 1000, -1])
    func aFileThatWasCutIsNoticed(length: Int) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/state"
            try trainer(after: 1).save(to: path)
            let good = try Data(contentsOf: URL(filePath: path))
            try good.prefix(length < 0 ? good.count + length : length).write(
                to: URL(filePath: path))
            #expect(throws: CheckpointError.self) { try Trainer(resuming: path) }
        }
    }

    @Test func theStateBeforeStandsInForADamagedOne() throws {
        try withTemporaryFolder { folder in
            let files = CheckpointFiles(in: folder)
            #expect(try files.load { _ in } == nil)
            try files.save(trainer(after: 2))
            try files.save(trainer(after: 4))
            let latest = folder + "/training.safetensors"
            try Data("rubbish".utf8).write(to: URL(filePath: latest))
            var notes: [CheckpointError] = []
            let older = try #require(try files.load { notes.append($0) })
            #expect(older.run.step == 2)
            #expect(notes.count == 1)
            // The next save keeps the good one.
            try files.save(trainer(after: 3))
            #expect(try files.load { _ in }?.run.step == 3)
            try Data().write(to: URL(filePath: latest))
            #expect(try files.load { _ in }?.run.step == 2)
        }
    }

    @Test func twoDamagedStatesAreAnError() throws {
        try withTemporaryFolder { folder in
            for name in ["training", "training.previous"] {
                try Data("rubbish".utf8).write(to: URL(filePath: "\(folder)/\(name).safetensors"))
            }
            #expect(throws: CheckpointError.self) { try CheckpointFiles(in: folder).load { _ in } }
        }
    }

    @Test func whatWasHalfWrittenIsRemoved() throws {
        try withTemporaryFolder { folder in
            let parts = [
                "training.safetensors.1x.part", "model.safetensors.abc.part",
                "training.previous.safetensors.part",
            ]
            let others = ["film.part", "notes.txt"]
            for name in parts + others {
                try Data().write(to: URL(filePath: folder + "/" + name))
            }
            CheckpointFiles(in: folder).removeLeftovers()
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == others)
        }
    }

    /// A disk that is full stops no training.
    @Test func whereNothingCanBeSavedTheTrainingGoesOn() throws {
        let news = News()
        var loop = TrainingLoop(
            try Trainer(.tiny(steps: 60)), files: CheckpointFiles(in: "/nowhere/at/all"),
            tell: { news.add($0) })
        while !loop.trainer.isFinished { loop.advance() }
        loop.end()
        #expect(news.notSaved == 3)
        #expect(news.steps == 60)
    }

    @Test func aWorkerDoesWhatItIsTold() throws {
        try withTemporaryFolder { folder in
            let news = News()
            let worker = TrainingWorker(
                TrainingLoop(
                    try Trainer(.tiny()), files: CheckpointFiles(in: folder),
                    tell: { news.add($0) }))
            worker.step()
            #expect(news.wait { $0.steps == 1 })
            worker.step()
            #expect(news.wait { $0.steps == 2 })
            worker.end()
            #expect(news.wait { $0.ended?.run.step == 2 })
            let saved = try #require(try CheckpointFiles(in: folder).load { _ in })
            let again = News()
            let other = TrainingWorker(
                TrainingLoop(saved, files: CheckpointFiles(in: folder), tell: { again.add($0) }))
            other.limit(stepsPerSecond: 200)
            other.go()
            #expect(again.wait { $0.ended?.isFinished == true })
            #expect(again.steps == 22)
        }
    }
}

/// What a training told.
private final class News: @unchecked Sendable {
    private let condition = NSCondition()
    private(set) var steps = 0
    private(set) var notSaved = 0
    private(set) var ended: Trainer?

    func add(_ news: TrainingNews) {
        condition.withLock {
            switch news {
            case .stepped: steps += 1
            case .notSaved: notSaved += 1
            case .ended(let trainer): ended = trainer
            case .reading, .moment, .paused: break
            }
            condition.broadcast()
        }
    }

    /// Waits until something holds; false if that takes too long.
    func wait(until holds: (News) -> Bool) -> Bool {
        let limit = Date().addingTimeInterval(60)
        return condition.withLock {
            while !holds(self) {
                guard condition.wait(until: limit) else { return false }
            }
            return true
        }
    }
}
