import Tensors
import Testing

/// What is found out about a tensor is kept with its memory, and never outlives a change of it.
struct FindingsTests {
    private static let shape = [40, 50]

    private func numbers(_ generator: inout SeededGenerator) -> Tensor {
        generator.tensor(FindingsTests.shape)
    }

    @Test func aQuestionIsAnsweredOnce() {
        var generator = SeededGenerator(seed: 1)
        let tensor = numbers(&generator)
        var answered = 0
        func ask(_ tensor: Tensor, _ question: String) -> Int {
            tensor.finding(question) {
                answered += 1
                return answered
            }
        }
        #expect(ask(tensor, "a") == 1)
        #expect(ask(tensor, "a") == 1)
        #expect(ask(tensor, "b") == 2)
        // Views of one memory share what is found, each for its own part.
        #expect(ask(tensor.reshaped(FindingsTests.shape), "a") == 1)
        #expect(ask(tensor.columns(0..<40), "a") == 3)
        #expect(ask(tensor.columns(1..<41), "a") == 4)
        #expect(ask(tensor.reshaped([50, 40]), "a") == 5)
        #expect(ask(tensor.columns(0..<40), "a") == 3)
        // Another memory with the same numbers.
        #expect(ask(Tensor(tensor.elements, shape: tensor.shape), "a") == 6)
    }

    @Test func aChangeForgets() {
        var generator = SeededGenerator(seed: 2)
        var tensor = numbers(&generator)
        #expect(tensor.extremes.highest <= 2)
        let before = tensor.pointer
        tensor.update { $0[7] = 100 }
        #expect(tensor.pointer == before)
        #expect(tensor.extremes.highest == 100)
    }

    /// Many questions about one memory do not fill it up; what was let go is found again.
    @Test func oldAnswersAreLetGo() {
        var generator = SeededGenerator(seed: 3)
        let tensor = numbers(&generator)
        var answered = 0
        for round in 0..<2 {
            for question in 0..<1000 {
                let answer = tensor.finding(question) {
                    answered += 1
                    return question
                }
                #expect(answer == question)
            }
            #expect(answered == 1000 * (round + 1))
        }
    }

    @Test(arguments: [[0], [3], [1, 1], [4, 37], [9, 130], [3, 5, 70]])
    func extremesAreThoseOfAllElements(shape: [Int]) {
        var generator = SeededGenerator(seed: 4)
        let plain = generator.tensor(shape)
        for odd: [Float] in [[], [.nan], [-.infinity, .infinity], [-.infinity, .nan, .infinity]] {
            var elements = plain.elements
            for (place, value) in odd.enumerated() where place < elements.count {
                elements[elements.count - 1 - place] = value
            }
            let extremes = Tensor(elements, shape: shape).extremes
            let finite = elements.filter(\.isFinite)
            #expect(extremes.lowest == finite.min() ?? .infinity)
            #expect(extremes.highest == finite.max() ?? -.infinity)
            #expect(extremes.reach == finite.map(\.magnitude).max() ?? 0)
            #expect(extremes.hasFractions == finite.contains { $0 != $0.rounded() })
            #expect(extremes.hasNaN == elements.contains { $0.isNaN })
            #expect(extremes.hasPositiveInfinity == elements.contains(.infinity))
            #expect(extremes.hasNegativeInfinity == elements.contains(-.infinity))
            #expect(extremes == Extremes(of: elements))
        }
    }

    /// What lies between the rows of a view has no part in its extremes.
    @Test func extremesOfAView() {
        let wide = Tensor((0..<6000).map(Float.init), shape: [60, 100])
        #expect(wide.columns(3..<90).extremes.lowest == 3)
        #expect(wide.columns(3..<90).extremes.highest == 5989)
        #expect(!wide.extremes.hasFractions)
        #expect(wide.reshaped([2, 30, 100]).matrix(at: [1]).extremes.lowest == 3000)
    }
}
