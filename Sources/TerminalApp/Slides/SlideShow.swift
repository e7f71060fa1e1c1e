import Drawing
import Lessons

/// A lesson before a class: one slide at a time, answers hidden until the speaker shows them.
///
/// A task can be done in the stage of the player, which stands at the slide's stop. What a class
/// does is not kept: the progress is the learner's own.
public struct SlideShow: Sendable {
    let slides: [Slide]
    private(set) var player: LessonPlayer
    /// The slide that is shown, from 0.
    private(set) var current = 0
    /// The slides whose answers have been shown.
    private(set) var answered: Set<Int> = []
    /// How many hints of this slide are open.
    private(set) var hints = 0
    /// How many lines of the words lie above the window.
    private(set) var scroll = 0
    /// Which of several pictures is shown where not all have room.
    private(set) var picture = 0
    private(set) var showsNotes: Bool
    /// Whether words may be in large type.
    private(set) var isLarge = true
    private(set) var isBlack = false
    private(set) var isHelpOpen = false
    /// One line of news, until the next key.
    private(set) var message: String?
    /// How long the class has been going on.
    private(set) var elapsed = Duration.zero
    private var isQuit = false
    private var place = Place(width: 80, height: 24, depth: .none)
    /// Where everything stands, computed once for each thing that happens.
    private var layout: SlideLayout?

    private let clock: @Sendable () -> Duration

    /// - Parameters:
    ///   - lesson: what is shown.
    ///   - showsNotes: whether the notes for the speaker are open at first.
    ///   - clock: how long the class has been going on.
    /// - Throws: `LessonProblems` if the lesson cannot be computed.
    public init(
        _ lesson: Lesson, laboratory: Laboratory, theme: Theme, stage: Services,
        showsNotes: Bool = false, clock: @escaping @Sendable () -> Duration = Self.clock()
    ) throws {
        let run = try LessonRun(lesson, laboratory: laboratory)
        slides = try run.slides()
        player = try LessonPlayer(
            run, services: LessonServices(theme: theme, stage: stage, keep: { _ in }))
        self.showsNotes = showsNotes
        self.clock = clock
        message = "→ goes on, n shows the notes, ? lists the keys"
    }

    /// A clock that starts now.
    public static func clock() -> @Sendable () -> Duration {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }

    var slide: Slide { slides[current] }
    var lesson: Lesson { player.run.lesson }
    var theme: Theme { player.services.theme }
    var showsAnswer: Bool { answered.contains(current) }

    /// Where everything stands in a window.
    func layout(in place: Place) -> SlideLayout {
        if let layout, place == self.place { return layout }
        return SlideLayout(of: self, in: place)
    }
}

extension SlideShow: Program {
    public var isFinished: Bool { isQuit || player.isFinished }

    /// The notes show how late it is.
    public var pace: Duration? {
        player.stage != nil ? player.pace : showsNotes ? .seconds(1) : nil
    }

    public mutating func fit(_ place: Place) {
        self.place = place
        player.fit(place)
    }

    public mutating func update(_ happening: Happening<Never>) {
        elapsed = clock()
        if case .input(.resized(let columns, let rows)) = happening {
            place = place.resized(columns: columns, rows: rows)
            player.update(happening)
        } else if player.stage != nil {
            player.update(happening)
        } else if case .input(.key(let key)) = happening {
            message = nil
            press(key)
        } else if case .input(.mouse(let mouse)) = happening {
            scroll += mouse.action == .wheelDown ? 3 : mouse.action == .wheelUp ? -3 : 0
        }
        layOut()
    }

    private mutating func layOut() {
        let layout = SlideLayout(of: self, in: place)
        scroll = min(max(scroll, 0), layout.lastScroll)
        self.layout = layout
    }

    private mutating func press(_ key: Key) {
        if isBlack || isHelpOpen {
            (isBlack, isHelpOpen) = (false, false)
            isQuit = SlideKeys.command(for: key) == .quit
            return
        }
        guard let command = SlideKeys.command(for: key) else { return }
        perform(command)
    }

    private mutating func perform(_ command: SlideCommand) {
        switch command {
        case .act: if case .exercise = slide.content { openStage() } else { goOn() }
        case .on: goOn()
        case .back: goBack()
        case .up: scroll -= 1
        case .down: scroll += 1
        case .first: show(0)
        case .last: show(slides.count - 1)
        case .previousPicture: turnPictures(by: -1)
        case .nextPicture: turnPictures(by: 1)
        case .answer: turnAnswer()
        case .hint: openHint()
        case .notes: showsNotes.toggle()
        case .black: isBlack = true
        case .larger: isLarge = true
        case .smaller: isLarge = false
        case .help: isHelpOpen = true
        case .close: showsNotes = false
        case .quit: isQuit = true
        }
    }
}

// MARK: - On and back

extension SlideShow {
    /// What is hidden on this slide comes first: lines below the window, other pictures, the answer.
    private mutating func goOn() {
        let layout = layout(in: place)
        if scroll < layout.lastScroll {
            scroll += max(layout.words.height - 1, 1)
        } else if layout.hidesPictures, picture < slide.pictureCount - 1 {
            picture += 1
        } else if slide.hasAnswer, !showsAnswer {
            turnAnswer()
        } else if current < slides.count - 1 {
            show(current + 1)
        } else {
            message = "this is the last slide: q leaves"
        }
    }

    private mutating func goBack() {
        if picture > 0, layout(in: place).hidesPictures {
            picture -= 1
        } else if current > 0 {
            show(current - 1)
        } else {
            message = "this is the first slide"
        }
    }

    private mutating func show(_ number: Int) {
        current = number
        (scroll, picture, hints) = (0, 0, 0)
    }

    private mutating func turnPictures(by offset: Int) {
        let count = slide.pictureCount
        if count > 1 { picture = (picture + offset + count) % count }
    }

    /// Shows the answer, or hides it again.
    private mutating func turnAnswer() {
        guard slide.hasAnswer else { return }
        if answered.remove(current) == nil {
            answered.insert(current)
            // It stands below the question.
            scroll = .max / 2
        }
    }

    private mutating func openHint() {
        if hints < slide.hints.count {
            hints += 1
            scroll = .max / 2
        } else {
            message = "there is no other hint here"
        }
    }

    private mutating func openStage() {
        player.show(stop: slide.stop)
        player.openStage()
        player.fitStage()
        if player.stage == nil { message = player.message }
    }
}

extension Slide {
    var pictureCount: Int {
        switch content {
        case .picture(let block): block.views.count
        default: 0
        }
    }

    var hasAnswer: Bool {
        switch content {
        case .question, .exercise: true
        case .opening, .words, .picture: false
        }
    }

    var hints: [String] {
        switch content {
        case .question(let question): question.hints
        case .exercise(let exercise): exercise.hints
        case .opening, .words, .picture: []
        }
    }
}
