extension DecodingSession {
    /// How long the decoder takes for each word of a sentence, measured now: each word of one
    /// hypothesis by itself, the fastest of several runs, as other programs disturb.
    ///
    /// - Parameter words: at least one; the last of them is predicted, not read.
    public func times(writing words: [Int], runs: Int = 5) -> [Duration] {
        let clock = ContinuousClock()
        var fastest: [Duration] = []
        for _ in 0..<max(runs, 1) {
            var (decoder, read) = start()
            for (place, word) in words.enumerated() {
                let time = clock.measure { _ = decoder.step([read], continuing: [0]) }
                if place < fastest.count {
                    fastest[place] = min(fastest[place], time)
                } else {
                    fastest.append(time)
                }
                read = [word]
            }
        }
        return fastest
    }
}
