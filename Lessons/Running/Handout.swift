/// A whole lesson with everything computed, as it is printed.
public struct Handout: Sendable {
    public struct Page: Sendable {
        /// With its inline marks.
        public let title: String
        /// In order; questions have their answers with them.
        public let blocks: [ShownBlock]
    }

    public let lesson: Lesson
    public let pages: [Page]
    /// Where the numbers come from; nil for a lesson that takes no models.
    public let origins: ModelOrigins?

    /// - Throws: `LessonProblems` if the lesson cannot be computed.
    public init(_ lesson: Lesson, laboratory: Laboratory) throws {
        self.lesson = lesson
        origins = laboratory.given.origins(of: lesson.header)
        do {
            let moments = try Unfolding(lesson, in: laboratory, isStrict: true).moments
            pages = try lesson.pages.enumerated().map { number, page in
                Page(
                    title: page.title,
                    blocks: try moments.filter { $0.page == number }.compactMap { moment in
                        try Evaluator(laboratory: laboratory, context: moment.context)
                            .shown(moment.block)
                    })
            }
        } catch let fault as Fault {
            throw LessonProblems([fault.problem(in: lesson.file)])
        }
    }
}
