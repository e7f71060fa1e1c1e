/// A lesson as it was written: data, no code.
public struct Lesson: Sendable {
    /// What stands above the text.
    public struct Header: Sendable, Hashable {
        public let title: String
        /// The place in the course; nil for a lesson that stands alone.
        public let number: Int?
        /// The names of the lessons that should come before.
        public let prerequisites: [String]
        /// About how long it takes.
        public let minutes: Int
        /// The bundled model that computes.
        public let model: String
        /// What the model reads; nil for a lesson that computes with its own tables only.
        public let sentence: String?
        /// The kinds of models that a learner may give; where none is given, its functions compute
        /// with random weights.
        public var models: [ModelKind] = []
    }

    /// What the learner calls it: the file's name without its number and ending.
    public let name: String
    /// The file, for messages.
    public let file: String
    public let header: Header
    let headerPlaces: [String: SourcePlace]
    public let pages: [Page]
    /// The whole text, as it was read.
    public let text: String

    /// A part of the lesson under one heading. Each page begins with the unchanged model.
    public struct Page: Sendable {
        public let title: String
        let place: SourcePlace
        let blocks: [Block]
    }

    /// One thing after another.
    enum Block: Sendable {
        case prose(Prose)
        /// A rest: the learner says when it goes on.
        case pause
        case directive(Directive, at: SourcePlace)
    }

    /// Words between the directives.
    struct Prose: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case paragraph
            case heading
            /// With what stands before it: `•` or `1.`.
            case item(mark: String)
            case quotation
            /// Lines that stay as they are: code and tables.
            case preformatted
        }

        let kind: Kind
        let text: Template
    }
}
