import Tracing

/// What the gauges of a training show after a step.
public struct Reading: Codable, Sendable, Equatable {
    /// How many steps were made.
    public let step: Int
    /// Label-smoothed cross-entropy a word: the mean over the steps since the reading before.
    public let loss: Float
    /// How many of a few held-out pairs come out right, where that was measured.
    public let heldOut: Score?
    public let rate: Float
    /// The norm of the gradient before clipping, in the last step.
    public let gradientNorm: Float

    public init(step: Int, loss: Float, heldOut: Score?, rate: Float, gradientNorm: Float) {
        self.step = step
        self.loss = loss
        self.heldOut = heldOut
        self.rate = rate
        self.gradientNorm = gradientNorm
    }
}

/// How fast a training is: the only figures that differ from run to run.
public struct Pace: Sendable, Equatable {
    /// Target words, end tokens included.
    public let tokensPerSecond: Double
    public let secondsLeft: Double

    public init(tokensPerSecond: Double, secondsLeft: Double) {
        self.tokensPerSecond = tokensPerSecond
        self.secondsLeft = secondsLeft
    }
}

extension JSONText {
    /// One line of a log.
    public static func line(_ reading: Reading, _ pace: Pace) -> JSONText {
        .object([
            ("step", .integer(reading.step)), ("loss", .number(reading.loss)),
            ("held_out", reading.heldOut.map { .number(Float($0.share)) } ?? JSONText("null")),
            ("rate", .number(reading.rate)), ("gradient_norm", .number(reading.gradientNorm)),
            ("tokens_per_second", .number(Float(pace.tokensPerSecond.rounded()))),
            ("seconds_left", .number(Float((pace.secondsLeft * 10).rounded() / 10))),
        ])
    }
}
