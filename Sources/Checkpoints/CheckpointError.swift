/// What can be wrong with a model or a file of weights.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
    /// Path and reason.
    case unreadable(String, String)
    /// Path and reason.
    case unwritable(String, String)
    /// Path and what is wrong with it.
    case damaged(String, String)
    /// What was asked for and the names of the bundled models.
    case unknownModel(String, bundled: [String])

    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read \(path.visible): \(reason)"
        case .unwritable(let path, let reason):
            "cannot write \(path.visible): \(reason)"
        case .damaged(let path, let problem):
            "\(path.visible) is damaged: \(problem)"
        case .unknownModel(let name, let bundled):
            "no model '\(name.visible)': give a folder that holds a config.json, or one of "
                + bundled.joined(separator: ", ")
        }
    }
}

extension String {
    /// With escapes in the place of control characters, so that a name from a file cannot command
    /// the terminal.
    var visible: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
