import Guide

/// What is computed at a point of a lesson. The same situation always gives the same numbers.
public struct Situation: Sendable, Hashable {
    /// The run without changes, in selectors: `before:probabilities[…]`.
    static let before = "before"

    /// The name of a bundled model.
    public internal(set) var model: String
    /// What it reads; nil where only tables are computed.
    public internal(set) var sentence: String?
    /// What the model should write in one step of training; nil where nothing is learned.
    public internal(set) var target: String?
    /// The changes that are made to the run, in order.
    public internal(set) var changes: [WhatIf] = []
    /// The tables that the lesson has written so far.
    var tables: [TableDefinition] = []
    /// The kinds of models that the lesson takes from a learner.
    var kinds: [ModelKind] = []

    var unchanged: Situation {
        var copy = self
        copy.changes = []
        copy.target = nil
        return copy
    }
}

/// Everything that an expression at a point of a lesson can speak of.
struct Context: Sendable, Hashable {
    /// The lesson's own run; each page begins with it.
    private(set) var own: Situation
    private(set) var current: Situation
    private var runs: [String: Situation] = [:]

    init(_ header: Lesson.Header) {
        own = Situation(model: header.model, sentence: header.sentence, kinds: header.models)
        current = own
    }

    var runNames: [String] { [Situation.before] + runs.keys.sorted() }

    /// The situation of a named run, with all tables; nil if there is none of that name.
    func situation(ofRun name: String?) -> Situation? {
        guard let name else { return current }
        if name == Situation.before { return current.unchanged }
        guard var situation = runs[name] else { return nil }
        situation.tables = current.tables
        return situation
    }

    /// The same with other changes: those of the learner.
    func with(_ changes: [WhatIf]) -> Context {
        var copy = self
        copy.current.changes = changes
        return copy
    }

    mutating func beginPage() {
        own.tables = current.tables
        current = own
    }

    /// Takes in what a directive brings; those that only show something bring nothing.
    ///
    /// - Throws: `Fault`.
    mutating func apply(
        _ directive: Directive, at place: SourcePlace, in laboratory: Laboratory
    ) throws {
        switch directive {
        case .edit(let requests):
            current.changes = try changes(requests, to: current, at: place, in: laboratory)
        case .table(let definitions):
            current.tables += definitions
            // Now, so that what is wrong is said where it stands.
            _ = try laboratory.reading(of: current, at: place)
        case .run(let run):
            var situation = own.unchanged
            situation.tables = current.tables
            situation.sentence = run.sentence?.text ?? own.sentence
            if let model = run.model {
                try laboratory.check(model: model)
                situation.model = model.text
            }
            situation.target = run.target?.text
            if let target = run.target, !run.changes.isEmpty {
                throw Fault(
                    "a step of training is made on the model without changes", at: target.place)
            }
            situation.changes = try changes(run.changes, to: situation, at: place, in: laboratory)
            runs[run.name.text] = situation
        case .use(let name):
            guard let situation = situation(ofRun: name.text) else {
                throw Fault(
                    unknownName(name.text, kind: "run", known: runNames), at: name.place)
            }
            current = situation
        case .show, .highlight, .compare, .animate, .ask, .assert, .exercise, .note: break
        }
    }

    /// Requests as changes, behind those that are made already.
    ///
    /// - Throws: `Fault`.
    func changes(
        _ requests: [ChangeRequest], to situation: Situation, at place: SourcePlace,
        in laboratory: Laboratory
    ) throws -> [WhatIf] {
        guard !requests.isEmpty else { return situation.changes }
        let trace = try laboratory.reading(of: situation, at: place).trace
        return situation.changes + (try requests.map { try $0.change(in: trace) })
    }
}
