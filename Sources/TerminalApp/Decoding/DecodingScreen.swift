import Checkpoints
import Decoding
import Drawing
import Models
import Tracing

/// The state of the decoding screen: how a sentence is generated, word by word.
public struct DecodingScreen: Sendable {
    /// What is shown of a step.
    enum Page: Int, Sendable, CaseIterable {
        case nextWord, hypotheses, sentences, cache
    }

    /// What has the keys while it is open.
    enum Overlay: Sendable, Equatable {
        /// The strategies and sentences to choose from, and which one is selected.
        case menu(selected: Int)
        case help(first: Int)
    }

    /// The two ways to end: back to what it was opened from, or out of the program.
    enum Ending: Sendable {
        case left, quit
    }

    private(set) var writing: Writing
    /// What the strategy writes without a beginning given by hand.
    private(set) var unguided: Writing
    /// The beginnings before the present one, to go back to.
    private(set) var earlier: [[Int]] = []
    /// The hypothesis that is looked at, one of those considered in its step.
    private(set) var choice: Int
    /// Which of the probable words is selected; nil for the one that was taken.
    private(set) var selectedWord: Int?
    var page = Page.nextWord
    /// Which attention is shown: the heads of all layers, counted through.
    private(set) var head: Int
    /// The keys and values that the step reads; nil while nobody looks at them.
    private(set) var kept: Writing.Kept?
    /// The times of the words, once they were measured; nil while the work is shown.
    private(set) var times: Writing.Times?
    /// A sentence that is typed.
    var prompt: Prompt?
    var overlay: Overlay?
    /// One line of news, until the next key.
    var message: String?
    var isPlaying = false
    /// How long a step stays while it plays by itself.
    var stepTime = Duration.seconds(2)
    var theme: Theme
    /// How it was ended; nil while it is open.
    var ending: Ending?
    /// The size of the last view, so that a page is a page.
    var place = Place(width: 80, height: 24, depth: .none)

    /// - Parameter beginning: ids that the translation must begin with.
    /// - Throws: `SentenceError`.
    public init(
        _ sentence: String, model: TranslationModel, strategy: Strategy = .greedy,
        beginning: [Int] = [], theme: Theme
    ) throws {
        unguided = try Writing(sentence, model: model, strategy: strategy)
        writing =
            beginning.isEmpty
            ? unguided : try unguided.again(by: strategy, from: beginning)
        choice = writing.mainHypothesis(at: 0)
        // The last layer's heads are the nearest to the decision.
        head = (model.configuration.decoderLayers - 1) * model.configuration.heads
        self.theme = theme
        message = "→ the next word   v another view   e other strategies   ? all keys"
    }

    // MARK: - What is looked at

    var generation: Generation { writing.generation }
    var hypothesis: Hypothesis { generation.tree[choice] }
    /// The step that is looked at, from 0: how many words were written before.
    var step: Int { hypothesis.length - 1 }
    /// What the model expected when the hypothesis got its last word.
    var expansion: Expansion? { generation.expansion(behind: choice) }

    private var configuration: Configuration { writing.model.configuration }
    var layerAndHead: (layer: Int, head: Int) {
        (head / configuration.heads, head % configuration.heads)
    }

    /// Where the decoder looked in the source: one weight for each of its words.
    var attentionRow: [Float] {
        guard let attention = expansion?.attention else { return [] }
        let (layer, head) = layerAndHead
        return (0..<attention.shape[2]).map { attention[layer, head, $0] }
    }

    // MARK: - Moving

    mutating func look(at hypothesis: Int) {
        choice = hypothesis
        selectedWord = nil
        kept = nil
        readKept()
    }

    /// Reads the keys and values of the step if they can be seen.
    private mutating func readKept() {
        guard kept == nil, page == .cache, let parent = hypothesis.parent else { return }
        kept = writing.kept(behind: parent, layer: layerAndHead.layer)
    }

    /// Moves on along the hypothesis, or back; where it does not go on, to the chosen sentence.
    mutating func move(by offset: Int) {
        if offset > 0 {
            guard step + 1 < writing.steps else {
                message = "the sentence is written: “\(writing.text(of: generation.best))”"
                return
            }
            look(at: writing.successor(of: choice) ?? writing.mainHypothesis(at: step + 1))
        } else if let parent = hypothesis.parent, generation.tree[parent].length > 0 {
            look(at: parent)
        }
    }

    mutating func goToEnd(first: Bool) {
        let path = writing.bestPath
        look(at: first ? path[0] : path[path.count - 1])
    }

    /// Moves among the words of the distribution, or among the hypotheses of the step.
    mutating func select(by offset: Int) {
        switch page {
        case .nextWord:
            let lines = NextWordLine.lines(of: self)
            let present = selectedWord ?? lines.firstIndex(where: \.isTaken) ?? 0
            selectedWord = min(max(present + offset, 0), lines.count - 1)
        case .hypotheses, .cache:
            let all = HypothesesView.order(in: self)
            let present = all.firstIndex { $0.id == choice } ?? 0
            look(at: all[min(max(present + offset, 0), all.count - 1)].id)
        case .sentences:
            let all = generation.candidates.map(\.hypothesis)
            let present = candidate ?? (offset > 0 ? -1 : 1)
            look(at: all[min(max(present + offset, 0), all.count - 1)])
        }
    }

    /// Which of the found sentences is looked at; nil where it is none of them.
    var candidate: Int? { generation.candidates.firstIndex { $0.hypothesis == choice } }

    mutating func turnHead(by offset: Int) {
        let count = configuration.decoderLayers * configuration.heads
        head = (head + offset + count) % count
        kept = nil
        readKept()
    }

    mutating func turnPage(to page: Page) {
        self.page = page
        selectedWord = nil
        readKept()
    }

    /// Measures the time for each word, or goes back to the work.
    mutating func toggleTimes() {
        if times != nil && page == .cache {
            times = nil
            message = "the work: multiply-adds, which are the same on every machine"
            return
        }
        turnPage(to: .cache)
        times = writing.measuredTimes()
        message =
            "measured just now, the fastest of 3 runs; y shows the work again"
    }

    // MARK: - Taking a branch by hand

    /// Lets the strategy go on from the selected word, whatever it would have written itself.
    mutating func takeBranch() {
        let path = generation.path(to: choice).map { generation.tree[$0].word }
        let lines = NextWordLine.lines(of: self)
        let word = page == .nextWord ? selectedWord.map { lines[$0].id } : nil
        let beginning = Array(path.dropLast()) + [word ?? hypothesis.word]
        guard beginning != writing.beginning else {
            message = "this beginning is given already; ↑↓ select another word, then Enter"
            return
        }
        earlier.append(writing.beginning)
        write(from: beginning, lookingAt: beginning.count - 1)
        message = "this way was taken by hand; u takes it back"
    }

    mutating func takeBack() {
        guard let last = earlier.popLast() else {
            message = "no branch was taken: ↑↓ select a word, Enter goes that way"
            return
        }
        write(from: last, lookingAt: step)
        message =
            last.isEmpty ? "back to what the strategy writes itself" : "back to the branch before"
    }

    /// Writes the sentence again from a beginning.
    private mutating func write(from beginning: [Int], lookingAt step: Int) {
        attempt { screen in
            screen.writing = try screen.unguided.again(
                by: screen.writing.strategy, from: beginning)
            screen.look(at: screen.writing.mainHypothesis(at: min(step, screen.writing.steps - 1)))
        }
    }

    // MARK: - Other strategies and sentences

    /// Writes the same sentence by another strategy. A beginning given by hand stays.
    mutating func use(_ strategy: Strategy) {
        attempt { screen in
            let step = screen.step
            screen.unguided = try screen.unguided.again(by: strategy, from: [])
            screen.writing = try screen.unguided.again(by: strategy, from: screen.writing.beginning)
            screen.look(at: screen.writing.mainHypothesis(at: min(step, screen.writing.steps - 1)))
            screen.message =
                "\(strategy.name): “\(screen.writing.text(of: screen.generation.best))”"
        }
    }

    /// - Throws: `SentenceError`; nothing changes then.
    mutating func read(_ sentence: String) throws {
        try change { screen in
            let (model, strategy) = (screen.writing.model, screen.writing.strategy)
            screen.unguided = try Writing(sentence, model: model, strategy: strategy)
            screen.writing = screen.unguided
            screen.earlier = []
            screen.look(at: screen.writing.mainHypothesis(at: 0))
            screen.message = "“\(screen.writing.text(of: screen.generation.best))”"
        }
    }

    /// Changes all or nothing.
    private mutating func change(_ edit: (inout DecodingScreen) throws -> Void) rethrows {
        var changed = self
        // They were those of another sentence.
        changed.times = nil
        try edit(&changed)
        self = changed
    }

    private mutating func attempt(_ edit: (inout DecodingScreen) throws -> Void) {
        do { try change(edit) } catch { message = String(describing: error) }
    }
}
