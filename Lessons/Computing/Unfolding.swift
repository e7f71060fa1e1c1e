/// A lesson from its beginning to its end: each block with what it can speak of.
struct Unfolding {
    struct Moment {
        let page: Int
        let block: Lesson.Block
        let context: Context
        /// What is wrong with a directive that therefore brings nothing.
        let faults: [Fault]
    }

    let moments: [Moment]

    /// - Parameter isStrict: whether the first directive that fails ends it; else it is noted and
    ///   the rest goes on without it.
    /// - Throws: `Fault` if it is strict.
    init(_ lesson: Lesson, in laboratory: Laboratory, isStrict: Bool) throws {
        var context = Context(lesson.header)
        var moments: [Moment] = []
        for (number, page) in lesson.pages.enumerated() {
            context.beginPage()
            for block in page.blocks {
                var faults: [Fault] = []
                if case .directive(let directive, let place) = block {
                    do {
                        var next = context
                        try next.apply(directive, at: place, in: laboratory)
                        context = next
                    } catch let fault as Fault where !isStrict {
                        faults.append(fault)
                    }
                }
                moments.append(
                    Moment(page: number, block: block, context: context, faults: faults))
            }
        }
        self.moments = moments
    }
}
