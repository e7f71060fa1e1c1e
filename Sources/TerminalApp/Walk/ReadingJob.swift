import Decoding
import Foundation
import Guide
import Tracing

/// A long text that is read on a thread of its own, so that the screen goes on and Escape stops it.
final class ReadingJob: Sink, @unchecked Sendable {
    /// What the text is read for.
    enum Purpose {
        /// To walk through it.
        case walk
        /// To make these changes, one of which is the text.
        case changes(Changes)
        /// To compare with it.
        case rival
    }

    let purpose: Purpose
    private let lock = NSLock()
    private var progress: ReadingProgress
    private var result: Result<Subject, any Error>?
    private var isStopped = false

    /// How often the walkthrough asks.
    static let pace = Duration.milliseconds(100)

    init(_ sentence: String, model: any SentenceModel, for purpose: Purpose) {
        self.purpose = purpose
        progress = ReadingProgress(of: model)
        Thread.detachNewThread { [self] in
            let result = Result { try Subject(sentence, model: model, sink: self) }
            lock.withLock { self.result = result }
        }
    }

    func receive(_ traced: Traced) { lock.withLock { progress.note(traced.event) } }

    var wantsValues: Bool { lock.withLock { !isStopped } }

    func stop() { lock.withLock { isStopped = true } }

    /// What was read, or why not; nil while it goes on.
    var outcome: Result<Subject, any Error>? { lock.withLock { result } }

    var news: String {
        "reading a long text: \(lock.withLock { progress.description })   Esc stops"
    }
}

// While a text is read the walkthrough asks now and then how far it is; every key but Escape waits.
extension Walk {
    mutating func read(beside sentence: String, for purpose: ReadingJob.Purpose = .walk) {
        let job = ReadingJob(sentence, model: subject.model, for: purpose)
        readingJob = job
        message = job.news
    }

    /// - Returns: whether the happening was about the text that is read.
    mutating func passToReading(_ happening: Happening<Never>) -> Bool {
        guard let job = readingJob else { return false }
        switch happening {
        case .input(.resized): return false
        case .input(.key(.escape)):
            job.stop()
            readingJob = nil
            message = "stopped; this is the text before"
        case .input(.key(.character("q"))): isFinished = true
        case .input: break
        case .tick:
            message = job.news
            guard let outcome = job.outcome else { break }
            readingJob = nil
            do { try use(outcome.get(), for: job.purpose) } catch {
                message = String(describing: error)
            }
        }
        return true
    }

    /// - Throws: `SentenceError` or `WhatIfError`, as what it was read for does.
    private mutating func use(_ subject: Subject, for purpose: ReadingJob.Purpose) throws {
        switch purpose {
        case .walk:
            open(subject)
            message = "→ \(subject.answer)"
        case .changes(let changes):
            otherText = subject
            try change { $0 = changes }
        case .rival: compare(withText: subject)
        }
    }
}
