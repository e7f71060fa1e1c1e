import Tracing

/// A part of one step of training, in the order in which they are made. A translation alone has
/// nothing but the first.
public enum Pass: Int, Sendable, CaseIterable, Comparable {
    case forward, loss, backward, update, again

    public static func < (a: Pass, b: Pass) -> Bool { a.rawValue < b.rawValue }

    /// What stands before the paths of its events, apart from those of the loss.
    private var prefix: String {
        switch self {
        case .forward, .loss: ""
        case .backward: "gradient."
        case .update: "update."
        case .again: "again."
        }
    }

    /// The pass that an event belongs to, by its path.
    public init(of path: String) {
        let marked = Pass.allCases.first { !$0.prefix.isEmpty && path.hasPrefix($0.prefix) }
        self = marked ?? (path == "loss" || path.hasPrefix("loss.") ? .loss : .forward)
    }

    /// The path of the event of the forward pass, or of the loss, that an event of any pass
    /// belongs to.
    public static func forwardPath(of path: String) -> String {
        String(path.dropFirst(Pass(of: path).prefix.count))
    }

    /// The path of a block of the forward pass, in this one.
    func path(of block: String) -> String { prefix + block }

    /// `Backward`.
    public var title: String {
        switch self {
        case .forward: "Forward"
        case .loss: "The loss"
        case .backward: "Backward"
        case .update: "The update"
        case .again: "Forward again"
        }
    }
}

extension Outline {
    /// The passes that there are, each with its blocks by their numbers.
    public var passes: [(pass: Pass, blocks: Range<Int>)] {
        var passes: [(pass: Pass, blocks: Range<Int>)] = []
        for (number, block) in blocks.enumerated() {
            let pass = Pass(of: block.path)
            if let last = passes.last, last.pass == pass {
                passes[passes.count - 1].blocks = last.blocks.lowerBound..<number + 1
            } else {
                passes.append((pass, number..<number + 1))
            }
        }
        return passes
    }
}
