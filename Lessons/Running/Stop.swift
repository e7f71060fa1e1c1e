/// A part of a page that is shown at once.
struct Stop: Sendable {
    struct Piece: Sendable {
        let block: Lesson.Block
        let context: Context
    }

    enum Task: Sendable {
        case question(Question)
        case exercise(Exercise)
    }

    let page: Int
    private(set) var pieces: [Piece]

    /// What is to be done before it goes on; only notes stand behind it.
    var task: Task? {
        let last = pieces.last { !$0.block.isNote }
        guard case .directive(let directive, _)? = last?.block else { return nil }
        switch directive {
        case .ask(let question): return .question(question)
        case .exercise(let exercise): return .exercise(exercise)
        default: return nil
        }
    }

    var isQuestion: Bool {
        if case .question? = task { return true }
        return false
    }

    var hintCount: Int {
        switch task {
        case .question(let question): question.hints.count
        case .exercise(let exercise): exercise.hints.count
        case nil: 0
        }
    }

    /// What can be spoken of at its end.
    var context: Context {
        guard let last = pieces.last else { preconditionFailure("a stop has a piece") }
        return last.context
    }

    private var hasPicture: Bool { pieces.contains { $0.block.isPicture } }

    /// What shows nothing by itself belongs to no stop; each piece knows its own context.
    static func stops(of unfolding: Unfolding) -> [Stop] {
        var stops: [Stop] = []
        var isOpen = false
        for moment in unfolding.moments {
            if case .pause = moment.block {
                isOpen = false
                continue
            }
            guard moment.block.isShown else { continue }
            let piece = Piece(block: moment.block, context: moment.context)
            let last = stops.indices.last.flatMap { stops[$0].page == moment.page ? $0 : nil }
            let isOnItsOwn = { (last: Int) in
                !isOpen || stops[last].hasPicture && moment.block.isPicture
            }
            if let last, moment.block.isNote || !isOnItsOwn(last) {
                stops[last].pieces.append(piece)
            } else {
                stops.append(Stop(page: moment.page, pieces: [piece]))
            }
            isOpen = stops.last?.task == nil
        }
        return stops
    }
}

extension Lesson.Block {
    fileprivate var isPicture: Bool {
        guard case .directive(let directive, _) = self else { return false }
        switch directive {
        case .show, .compare, .animate: return true
        default: return false
        }
    }

    fileprivate var isNote: Bool {
        if case .directive(.note, _) = self { return true }
        return false
    }

    fileprivate var isShown: Bool {
        guard case .directive(let directive, _) = self else { return true }
        switch directive {
        case .run, .table, .assert: return false
        default: return true
        }
    }
}
