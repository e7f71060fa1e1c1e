import Drawing
import Lessons

extension LessonPlayer: Program {
    public var pace: Duration? { stage?.walk.pace }

    public mutating func update(_ happening: Happening<Never>) {
        switch happening {
        case .tick: stage?.walk.update(.tick)
        case .input(.resized(let columns, let rows)):
            place = place.resized(columns: columns, rows: rows)
        case .input(.key(let key)):
            message = nil
            if stage != nil { pressInStage(key) } else { press(key) }
        case .input(.mouse(let mouse)):
            message = nil
            handle(mouse)
        }
        fitStage()
        layOut()
    }

    public mutating func fit(_ place: Place) { self.place = place }

    private mutating func layOut() {
        layout = stage == nil ? LessonLayout(of: self, in: place) : nil
        guard let layout else { return }
        if followsCursor, let line = layout.flow.cursorLine {
            scroll = min(max(scroll, line - layout.words.height + 2), line)
        }
        followsCursor = false
        scroll = min(max(scroll, 0), layout.lastScroll)
    }

    private mutating func handle(_ mouse: Mouse) {
        if stage != nil { return handleInStage(mouse) }
        switch mouse.action {
        case .wheelUp: scroll -= 3
        case .wheelDown: scroll += 3
        case .press: break
        }
    }

    private mutating func press(_ key: Key) {
        if isHelpOpen {
            isHelpOpen = false
            if LessonKeys.command(for: key) == .quit { isFinished = true }
            return
        }
        if !isAtEnd, canReply, reply.type(key) { return }
        guard let command = LessonKeys.command(for: key) else { return }
        if command != .test { isTestOffered = false }
        perform(command)
    }

    /// Whether an answer is asked for and not committed.
    var canReply: Bool {
        guard case .question? = task else { return false }
        return !run.task.isCommitted && !run.task.isSettled
    }

    private mutating func perform(_ command: LessonCommand) {
        switch command {
        case .on: goOnOrAct()
        case .right: if isPointing { reply.move(right: 1) } else { goOn() }
        case .left: if isPointing { reply.move(right: -1) } else { goBack() }
        case .back: goBack()
        case .up: move(down: -1)
        case .down: move(down: 1)
        case .pageUp: scroll -= pageHeight
        case .pageDown: scroll += pageHeight
        case .first: scroll = 0
        case .last: scroll = .max / 2
        case .take: if canReply { reply.takeOrPut() }
        case .previousPicture: turnPictures(by: -1)
        case .nextPicture: turnPictures(by: 1)
        case .hint: openHint()
        case .reveal: reveal()
        case .check:
            if isUseful(.check) { message = "Enter opens the stage; there C checks what you did" }
        case .test: offerTest()
        case .leave: leaveTest()
        case .help: isHelpOpen = true
        case .quit: isFinished = true
        }
    }

    /// Whether the arrows move a cursor on the picture.
    var isPointing: Bool {
        if case .cell = reply { return canReply }
        return false
    }

    private var pageHeight: Int {
        max(layout(in: place).words.height - 2, 1)
    }

    private mutating func move(down offset: Int) {
        guard canReply, reply.isMovedUpAndDown else {
            scroll += offset
            return
        }
        reply.move(down: offset)
        followsCursor = true
    }

    private mutating func turnPictures(by offset: Int) {
        let count = moment.stage?.views.count ?? 0
        guard count > 1 else { return }
        picture = (picture + offset + count) % count
    }
}

// MARK: - On and back

extension LessonPlayer {
    /// What Enter does: whatever comes next here.
    private mutating func goOnOrAct() {
        if isAtEnd {
            isFinished = true
        } else if canReply {
            commit()
        } else if case .exercise? = task, !run.task.isSettled {
            openStage()
        } else if case .question? = task, !run.canGoOn {
            _ = change { $0.tryAgain() }
            refresh()
            message = "Try again."
        } else {
            goOn()
        }
    }

    /// Goes on; first to the lines that are below the window.
    private mutating func goOn() {
        if isAtEnd { return }
        guard run.canGoOn else {
            message = wayOn
            return
        }
        if scroll < layout(in: place).lastScroll {
            scroll += pageHeight
            return
        }
        let (position, wasTest) = (run.position, run.isTest)
        guard change({ $0.next() }) == true else {
            isAtEnd = run.result != nil
            return
        }
        if wasTest && !run.isTest {
            isAtEnd = run.result == .testedOut && run.isAtEnd
            if !isAtEnd {
                message = "Not all were right. Read on from here; those are asked again."
            }
        } else {
            isAtEnd = run.position == position
        }
        showStop()
    }

    private mutating func goBack() {
        if isAtEnd {
            isAtEnd = false
        } else if change({ $0.back() }) == true {
            showStop()
        } else {
            message = run.isTest ? "a test goes forward only" : "this is the beginning"
        }
    }

    /// What is to be done before it goes on.
    private var wayOn: String {
        switch task {
        case .exercise?: "first the exercise: Enter opens the stage"
        case .question? where canReply: "first your answer: Enter gives it"
        default: "Enter tries again, i gives a hint, r shows the answer"
        }
    }

    private mutating func commit() {
        guard case .question(let question)? = task else { return }
        do {
            guard let answer = try reply.answer(to: question) else { return }
            if case .order(let order, let cursor, _) = reply {
                reply = .order(order, cursor: cursor, isHeld: false)
            }
            _ = change { try $0.commit(answer) }
            refresh()
            // What is said to it is below.
            scroll = .max / 2
        } catch {
            message = String(describing: error)
        }
    }

    mutating func openHint() {
        if change({ $0.hint() }) == true {
            // What was said of the last check makes room.
            checked = nil
            scroll = .max / 2
        } else {
            message = run.isTest ? "a test has no hints" : "there is no other hint here"
        }
    }

    mutating func reveal() {
        if change({ $0.reveal() }) == true {
            checked = nil
            refresh()
            scroll = .max / 2
        } else if task != nil, !run.task.isSettled {
            message = "first try an answer, or open all hints with i"
        }
    }

    private mutating func offerTest() {
        guard isUseful(.test) else { return }
        guard isTestOffered else {
            isTestOffered = true
            message =
                "T again begins a test: one try for each question; old answers are dropped"
            return
        }
        isTestOffered = false
        isAtEnd = false
        _ = change { $0.beginTest() }
        showStop()
    }

    private mutating func leaveTest() {
        guard run.isTest else { return }
        _ = change { $0.endTest() }
        showStop()
        message = "The test is left. What was right stays; go on from here."
    }
}
