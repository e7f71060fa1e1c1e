import Tracing

/// What to notice at the steps of one trace. All of it is computed from the trace's values.
public struct Notices: Sendable {
    private let trace: Trace
    private let ids: [String: Int]
    private let telling: TellingPlaces

    /// Looks once through the attention weights for the places that tell most.
    public init(in trace: Trace) {
        self.trace = trace
        ids = Dictionary(
            trace.events.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
        telling = TellingPlaces(in: trace)
    }

    /// The notices of one step, the most important first. Each is one or two sentences.
    ///
    /// - Parameters:
    ///   - id: the id of an event of the trace.
    ///   - place: what the learner chose; what is nil, or outside, is chosen by the numbers.
    public func about(_ id: Int, at place: Place = Place()) -> [Notice] {
        let scene = scene(id, at: place)
        // Numbers of a batch, or of nothing at all, have no single row to speak of.
        guard !scene.event.axes.contains(where: { $0.name == "batch" || $0.size == 0 }) else {
            return []
        }
        let path = scene.event.path
        let maker =
            switch Pass(of: path) {
            case .backward: GradientNotices.lengths
            case .update: UpdateNotices.moves
            case .forward, .loss, .again: PathEnds.entry(for: path, in: Notices.makers)
            }
        let notices = maker.map { $0(scene) } ?? []
        return notices.isEmpty ? GeneralNotices.extremes(scene) : notices
    }

    /// The cells that a step is about.
    public func focus(on id: Int, at place: Place = Place()) -> Focus {
        scene(id, at: place).focus
    }

    /// All makers by the last parts of the paths that they are for.
    private static let makers: [String: @Sendable (Scene) -> [Notice]] = [
        TokenNotices.makers, EmbeddingNotices.makers, AttentionNotices.makers,
        MixtureNotices.makers, NormNotices.makers, FeedForwardNotices.makers, OutputNotices.makers,
    ].reduce(into: [:]) { all, table in
        all.merge(table) { _, _ in preconditionFailure("two makers for one path") }
    }

    private func scene(_ id: Int, at place: Place) -> Scene {
        let event = trace.events[id]
        let chosen = telling.place(for: event, given: place)
        return Scene(
            event, in: trace, ids: ids, head: chosen.head ?? 0, row: chosen.row ?? 0)
    }
}
