import Tensors
import Testing

@testable import Tracing

struct OpMaskTests {
    private let no = -Float.infinity

    /// Query 0 sees key 0 alone, the last query all: its own position is never hidden.
    @Test func theFutureIsHidden() {
        let mask = Mask(.causal, queries: 3, keys: 3).forward([])
        #expect(mask == Tensor([0, no, no, 0, 0, no, 0, 0, 0], shape: [3, 3]))
    }

    /// With two cached positions before it, query 0 stands at position 2.
    @Test func aLaterQuerySeesWhatCameBeforeIt() {
        let mask = Mask(.causal, queries: 2, keys: 4, start: 2)
        #expect(mask.forward([]) == Tensor([0, 0, 0, no, 0, 0, 0, 0], shape: [2, 4]))
        #expect(mask.formula == "0 if key <= query + 2, else -infinity")
    }

    @Test func anOpenMaskHidesNothing() {
        let mask = Mask(.open, queries: 2, keys: 3).forward([])
        #expect(mask == Tensor(repeating: 0, shape: [2, 3]))
    }
}
