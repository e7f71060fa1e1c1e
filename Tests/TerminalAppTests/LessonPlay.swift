import Drawing
import Foundation
import Guide
import Tracing

@testable import Lessons
@testable import TerminalApp

/// Plays a lesson without a terminal: keys go in, the screen comes out as text.
struct LessonPlay {
    var player: LessonPlayer
    let place: TerminalApp.Place
    let records: Records

    static let laboratory = Laboratory()
    static let services = Services(
        otherModels: [], load: { _ in throw CancellationError() }, write: { _, _ in })

    /// Where progress is kept.
    final class Records: @unchecked Sendable {
        private let lock = NSLock()
        private var kept: [LessonRecord] = []

        var last: LessonRecord? { lock.withLock { kept.last } }
        func keep(_ record: LessonRecord) { lock.withLock { kept.append(record) } }
    }

    init(
        _ lesson: Lesson, width: Int = 80, height: Int = 24, resuming record: LessonRecord? = nil
    ) throws {
        let records = Records()
        self.records = records
        let run = try LessonRun(lesson, laboratory: Self.laboratory, resuming: record)
        player = try LessonPlayer(
            run,
            services: LessonServices(
                theme: Theme.all[0], stage: Self.services,
                next: "positions", keep: { records.keep($0) }))
        place = TerminalApp.Place(width: width, height: height, depth: .none)
        player.update(.input(.resized(columns: width, rows: height)))
    }

    mutating func press(_ keys: Key...) {
        for key in keys { player.update(.input(.key(key))) }
    }

    mutating func type(_ text: String) {
        for character in text { press(.character(character)) }
    }

    var screen: String {
        TerminalEncoder(place.depth, styles: false).encode(player.view(place))
    }

    var walk: Walk? { player.stage?.walk }
}

// MARK: - Answers

extension LessonPlay {
    /// An answer that is right, or one that is wrong: found by trying on a copy of the run.
    func answer(to question: ShownQuestion, isRight: Bool) throws -> Answer? {
        try candidates(for: question).first { answer in
            var copy = player.run
            return try copy.commit(answer)?.isRight == isRight
        }
    }

    private func candidates(for question: ShownQuestion) -> [Answer] {
        switch question.kind {
        case .choose(let choices): return choices.indices.map { .choice($0) }
        case .number:
            // A large number is written in groups of digits.
            let right = Double(question.answer.filter { $0 != "," && $0 != " " })
            return ([right].compactMap { $0 } + [123456.75]).map { .number($0) }
        case .order(let items): return permutations(Array(items.indices)).map { .order($0) }
        case .point(let part, _):
            var cells: [Answer] = []
            forEachCell(of: part.selection.axes.map(\.size)) { _, index in
                var open = index[...]
                cells.append(.cell(part.selection.cells.map { $0 ?? open.removeFirst() }))
            }
            return cells
        }
    }

    private func permutations(_ items: [Int]) -> [[Int]] {
        guard items.count > 1 else { return [items] }
        return items.flatMap { first in
            permutations(items.filter { $0 != first }).map { [first] + $0 }
        }
    }

    /// Makes an answer with keys and commits it.
    mutating func give(_ answer: Answer, to question: ShownQuestion) {
        switch answer {
        case .choice(let index):
            for _ in 0..<20 { press(.up) }
            for _ in 0..<index { press(.down) }
        case .number(let number):
            for _ in 0..<40 { press(.delete) }
            type(number == number.rounded() ? String(Int(number)) : String(number))
        case .cell(let index):
            guard case .point(let part, _) = question.kind else { return }
            let open = zip(part.selection.cells, index).compactMap { $0 == nil ? $1 : nil }
            for _ in 0..<100 { press(.left) }
            for _ in 0..<(open.last ?? 0) { press(.right) }
            guard open.count > 1 else { break }
            for _ in 0..<100 { press(.up) }
            for _ in 0..<open[open.count - 2] { press(.down) }
        case .order(let wanted):
            for (place, item) in wanted.enumerated() {
                guard case .order(let order, let cursor, _) = player.reply,
                    let from = order.firstIndex(of: item)
                else { return }
                for _ in 0..<abs(from - cursor) { press(from > cursor ? .down : .up) }
                press(.character(" "))
                for _ in 0..<(from - place) { press(.up) }
                press(.character(" "))
            }
        }
        press(.enter)
    }
}

// MARK: - Exercises

extension LessonPlay {
    /// The exercise at this stop as it was written.
    var exercise: Exercise? {
        if case .exercise(let exercise)? = player.run.stop.task { return exercise }
        return nil
    }

    /// Makes a change in the open stage.
    mutating func make(_ change: WhatIf) {
        switch change {
        case .set(let cells, let number):
            goTo(cells.name)
            choose(.ask(.value(cells)))
            type(number == -.infinity ? "-inf" : String(number))
            press(.enter)
        case .sight(let cells, _):
            goTo(cells.name)
            choose(.change(change))
        case .sentence(let text):
            choose(.ask(.otherSentence))
            type(text)
            press(.enter)
        case .attentionTemperature(let number):
            choose(.ask(.attentionTemperature))
            type(String(number))
            press(.enter)
        default: choose(.change(change))
        }
        press(.escape)
    }

    mutating func goTo(_ name: String) {
        press(.character(":"))
        type(name)
        press(.enter)
    }

    /// Chooses a row of the panel of changes, opening what is closed.
    private mutating func choose(_ action: PanelRow.Action) {
        press(.character("e"), .home)
        var place = 0
        while let panel = walk?.panel, place < panel.rows.count {
            let row = panel.rows[place]
            if row.isOpen == false { press(.right) }
            if row.action.map({ "\($0)" }) == "\(action)" { return press(.enter) }
            press(.down)
            place += 1
        }
    }
}
