/// What a `heed` block asks for.
enum Directive: Sendable, Hashable {
    case show(Showing)
    case highlight([Located])
    case compare(Comparing)
    case animate([Frame])
    /// Changes to the run, until the end of the page.
    case edit([ChangeRequest])
    /// The rest of the page speaks of a run that was named.
    case use(run: Located)
    case run(NamedRun)
    case table([TableDefinition])
    case ask(Question)
    case assert([Located.Claim])
    case exercise(Exercise)
    /// For the speaker, not for the class.
    case note(Template)
}

extension Located {
    /// An expression that must be true.
    struct Claim: Sendable, Hashable {
        let expression: Expression
        let text: Located
    }
}

/// A picture of one or more values.
struct Showing: Sendable, Hashable {
    let selectors: [Located]
    let look: PictureLook
    let caption: Template?
    /// Cells or words to set apart.
    let highlights: [Located]
}

/// How a value is drawn.
public struct PictureLook: Sendable, Hashable {
    /// The name of a picture of the walkthrough; nil for the one that suits best.
    public let picture: String?
    public let showsNumbers: Bool

    /// The names of the pictures, as the walkthrough knows them.
    public static let pictures = [
        "equation", "row", "matrix", "heads", "lines", "sentence", "bars", "curves", "strip",
    ]
}

/// Two values one above the other: before and after the changes, or two selectors.
struct Comparing: Sendable, Hashable {
    let first: Located
    /// Nil for the same selector in the changed run.
    let second: Located?
    let look: PictureLook
    let caption: Template?
}

/// One step of an animation.
struct Frame: Sendable, Hashable {
    let selector: Located
    let text: Template?
}

/// Another computation that selectors name before a colon: `wide:probabilities[position=0]`.
struct NamedRun: Sendable, Hashable {
    let name: Located
    /// Nil for the lesson's own.
    let model: Located?
    let sentence: Located?
    /// What the model should write: then the run is one step of training towards it.
    let target: Located?
    let changes: [ChangeRequest]
}
