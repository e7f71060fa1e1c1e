import Foundation

/// What was found out about memory that does not change, kept with it: a picture asks for the extremes
/// of hundreds of megabytes with every key.
final class Findings: @unchecked Sendable {
    /// A question about a part of the memory.
    struct Question: Hashable {
        let start: UnsafePointer<Float>
        let shape: [Int]
        let strides: [Int]
        let about: AnyHashable
    }

    private let lock = NSLock()
    private var answers: [Question: any Sendable] = [:]
    /// The oldest first.
    private var order: [Question] = []

    /// A screen asks some dozens, as it tries many layouts; those of many screens are let go.
    private static let most = 256

    subscript(question: Question) -> (any Sendable)? {
        get { lock.withLock { answers[question] } }
        set {
            lock.withLock {
                guard let newValue, answers.updateValue(newValue, forKey: question) == nil else {
                    return
                }
                order.append(question)
                if order.count > Findings.most { answers[order.removeFirst()] = nil }
            }
        }
    }
}

extension Tensor {
    /// What `work` finds out about the elements, worked out once and kept as long as their memory is.
    ///
    /// - Parameter question: what tells this from all else that is asked about the same elements.
    public func finding<Answer: Sendable>(
        _ question: some Hashable, _ work: () -> Answer
    ) -> Answer {
        // To look up what is known of few takes as long as to find it out again.
        guard count >= Tensor.leastKept else { return work() }
        let findings = self.findings
        let question = Findings.Question(
            start: pointer, shape: shape, strides: strides, about: AnyHashable(question))
        if let known = findings[question] as? Answer { return known }
        let answer = work()
        findings[question] = answer
        return answer
    }

    private static let leastKept = 1 << 10
}
