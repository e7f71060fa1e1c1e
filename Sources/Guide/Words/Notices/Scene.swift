import Tensors
import Tracing

/// One step as the makers of notices see it: its event, where the learner is, and what lies around.
struct Scene {
    let trace: Trace
    let event: Event
    /// The chosen head; 0 where there are none.
    let head: Int
    /// The chosen row of the event's own value.
    let row: Int
    private let ids: [String: Int]

    init(_ event: Event, in trace: Trace, ids: [String: Int], head: Int, row: Int) {
        self.trace = trace
        self.event = event
        self.ids = ids
        self.head = head
        self.row = row
    }

    // MARK: - Events around

    var id: Int { event.id }

    func event(_ path: String) -> Event? { ids[path].map { trace.events[$0] } }

    /// Another event of the same block: `weights`, `query.heads`.
    func sibling(_ name: String) -> Event? {
        event(Outline.block(of: event.path) + "." + name)
    }

    func input(_ index: Int) -> Event? {
        event.inputs.indices.contains(index) ? trace.events[event.inputs[index]] : nil
    }

    // MARK: - Numbers

    /// Whether the event has so many numbers that to look at each takes longer than a key may.
    var isVast: Bool { event.shape.reduce(1, *) > 1 << 22 }

    /// All numbers of an event in row-major order.
    func numbers(_ event: Event) -> Vector { trace.value(of: event.id).elements.map(Double.init) }

    /// The numbers along the last axis at a place on the axes before it.
    func vector(_ event: Event, _ place: Int...) -> Vector {
        let row = zip(place, event.shape).reduce(0) { $0 * $1.1 + $1.0 }
        return Rows(trace.value(of: event.id))[row]
    }

    /// All vectors along the last axis, in order.
    func rows(_ event: Event) -> Rows { Rows(trace.value(of: event.id)) }

    /// The rows of one head of a value of heads.
    func rows(_ event: Event, head: Int) -> Slice<Rows> {
        let count = event.axes[event.axes.count - 2].size
        return rows(event)[head * count..<(head + 1) * count]
    }

    /// The vectors along the last axis of a value, each made when it is asked for: the logits of a
    /// long text fill hundreds of megabytes.
    struct Rows: RandomAccessCollection {
        private let value: Tensor

        init(_ value: Tensor) { self.value = value.contiguous() }

        private var width: Int { Swift.max(value.shape.last ?? 1, 1) }
        var startIndex: Int { 0 }
        var endIndex: Int { value.count / width }
        subscript(row: Int) -> Vector {
            value.elements(in: row * width..<(row + 1) * width).map(Double.init)
        }
    }

    // MARK: - Names

    /// A position as it is called in a sentence: `"animal"`, `the 2nd "the"`, `position 3`.
    func name(_ axis: Axis, _ position: Int) -> String {
        guard let labels = axis.labels else { return "\(axis.name) \(position)" }
        let label = labels[position]
        let occurrences = labels.indices.filter { labels[$0] == label }
        guard occurrences.count > 1, let n = occurrences.firstIndex(of: position) else {
            return "\"\(label)\""
        }
        return "the \(ordinal(n + 1)) \"\(label)\""
    }

    /// A cell as it is called in a sentence: `head 0, "it", "animal"`.
    func names(_ index: [Int], on axes: [Axis]) -> String {
        zip(axes, index).map { name($0, $1) }.joined(separator: ", ")
    }

    /// The index, outermost first, of a row-major position.
    static func index(of position: Int, in axes: [Axis]) -> [Int] {
        var rest = position
        return axes.reversed().map { axis in
            defer { rest /= axis.size }
            return rest % axis.size
        }.reversed()
    }

    private func ordinal(_ number: Int) -> String {
        let teens = (11...13).contains(number % 100)
        let ending = teens ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
        return "\(number)\(ending)"
    }

    /// The word of the chosen row.
    var rowName: String { rowAxis.map { name($0, row) } ?? "row \(row)" }

    /// The axis that the rows are on: the one before the last, the only one if there is one.
    var rowAxis: Axis? {
        event.axes.count > 1 ? event.axes[event.axes.count - 2] : event.axes.first
    }

    /// The word that a row of the decoder is about to write, if this is the decoder.
    func predicted(_ row: Int) -> String? {
        // Pretrained models read the very tokens that are listed, and a row writes the next of them.
        let place = WrittenTextWords.apply(to: trace) ? row + 1 : row
        guard let target = event("target.ids"), let axis = target.axes.last, place < axis.size,
            axis.labels != nil
        else { return nil }
        return name(axis, place)
    }
}
