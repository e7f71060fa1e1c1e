/// A question that the learner answers before the answer is shown.
struct Question: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case choose([Choice], answer: Template)
        /// A cell of a picture, or a word where one axis is open.
        case point(at: Located, answer: Target)
        case number(Expression, within: Double, text: Located)
        /// The items in their right order; they are asked in another.
        case order([Item])
    }

    struct Choice: Sendable, Hashable {
        let text: Template
        /// What to say to one who chose it.
        let because: Template?
    }

    enum Target: Sendable, Hashable {
        case largest, smallest
        case cell(Located)
    }

    struct Item: Sendable, Hashable {
        let text: Template
        /// What puts it in its place: the values must fall from item to item.
        let value: Expression?
    }

    let text: Template
    let kind: Kind
    let hints: [Template]
    let whenRight: Template?
    let whenWrong: Template?
}

/// Something to do in the stage, and how to know that it is done.
struct Exercise: Sendable, Hashable {
    let text: Template
    /// Where the stage opens.
    let selector: Located?
    /// What is changed beforehand.
    let changes: [ChangeRequest]
    /// What must hold in the end. Nil where something is to be found.
    let check: Located.Claim?
    /// The places that count as found; empty where something is to be changed.
    let places: [Located]
    /// A way to do it, which the checker goes.
    let solution: [ChangeRequest]
    let hints: [Template]
    let whenDone: Template?
}
