import Tensors

/// One operation of a computation, without its value.
///
/// A reference, because an event is passed along with every value and never changes.
public final class Event: Sendable {
    /// The place in the order of the computation, from 0; inputs always come earlier.
    public let id: Int
    /// The stable name in the field's terms: `encoder.1.self_attention.scores`.
    public let path: String
    /// What was computed.
    public let op: any Op
    /// The ids of the events that were read, in the order in which the op takes them.
    public let inputs: [Int]
    /// What the rows and the columns of the value are, outermost first.
    public let axes: [Axis]

    init(id: Int, path: String, op: any Op, inputs: [Int], axes: [Axis]) {
        self.id = id
        self.path = path
        self.op = op
        self.inputs = inputs
        self.axes = axes
    }

    /// The size of each axis.
    public var shape: [Int] { axes.map(\.size) }
}

/// An event together with the value that it gave.
public struct Traced: Sendable {
    public let event: Event
    public let value: Tensor

    public init(event: Event, value: Tensor) {
        self.event = event
        self.value = value
    }

    public var axes: [Axis] { event.axes }
}

/// Something that takes events as they are computed: a recorder, a file, a screen.
public protocol Sink: AnyObject {
    func receive(_ traced: Traced)

    /// Whether the numbers still matter. Once it is false nothing more is computed: what is left of
    /// the run takes no time, and its values are zeros.
    var wantsValues: Bool { get }
}

extension Sink {
    public var wantsValues: Bool { true }
}
