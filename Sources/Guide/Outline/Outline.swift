import Tracing

/// The steps of a computation at two depths: blocks, and the operations in them. The third depth,
/// cells, is the value of an operation.
public struct Outline: Sendable {
    /// A part of the model: the operations under one path.
    public struct Block: Sendable, Hashable {
        /// `encoder.0.self_attention`, `logits`.
        public let path: String
        /// The ids of its events in order, without what was learned.
        public let events: [Int]
    }

    public let blocks: [Block]
    /// The ids of all steps in order.
    public let steps: [Int]
    /// The block of each event, of parameters too, by the event's id.
    private let blockOfEvent: [Int]

    public init(of trace: Trace) {
        var paths: [String] = []
        var members: [[Int]] = []
        var blockOfEvent: [Int] = []
        for event in trace.events {
            let path = Outline.block(of: event.path)
            // On the way back a part may hand its gradient on before it has dealt with its own
            // parameters: what it handed on by then was computed in it.
            if Pass(of: path) == .backward, let start = paths.lastIndex(of: path),
                start < paths.count - 1
            {
                members[start] += members[(start + 1)...].joined()
                paths.removeLast(paths.count - 1 - start)
                members.removeLast(members.count - 1 - start)
                for id in blockOfEvent.indices where blockOfEvent[id] > start {
                    blockOfEvent[id] = start
                }
            }
            if paths.last != path {
                paths.append(path)
                members.append([])
            }
            if !(event.op.unedited is Parameter) { members[members.count - 1].append(event.id) }
            blockOfEvent.append(paths.count - 1)
        }
        blocks = zip(paths, members).map { Block(path: $0, events: $1) }
        steps = members.flatMap { $0 }
        self.blockOfEvent = blockOfEvent
    }

    /// The index of the block that an event belongs to.
    public func block(of event: Int) -> Int { blockOfEvent[event] }

    /// The block's path: a stack, the layer's number if there is one, and the part.
    /// `encoder.0.self_attention.query.heads` lies in `encoder.0.self_attention`, and its gradient in
    /// `gradient.encoder.0.self_attention`.
    public static func block(of path: String) -> String {
        let pass = Pass(of: path)
        let path = Pass.forwardPath(of: path)
        if pass != .forward && Pass(of: path) == .loss { return pass.path(of: "loss") }
        return pass.path(of: forwardBlock(of: path))
    }

    private static func forwardBlock(of path: String) -> String {
        let parts = path.split(separator: ".")
        let isNumbered = parts.count > 2 && Int(parts[1]) != nil
        let isStack = parts.count > 2 && !isNumbered
        return parts.prefix(isNumbered ? 3 : isStack ? 2 : 1).joined(separator: ".")
    }
}
