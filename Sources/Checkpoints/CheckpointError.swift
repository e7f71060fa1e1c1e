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
    /// The bundled model that was asked for and the folder where the bundled models should be.
    case bundledModelsMissing(String, expected: String)

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
        case .bundledModelsMissing(let name, let folder):
            "no model '\(name.visible)': the bundled models are missing; expected them in "
                + "\(folder.visible); put that folder back beside the program, or give a model folder"
        }
    }
}

/// What is wrong with the content of a file, before it is known which file it is.
struct Damage: Error, Equatable {
    let problem: String

    init(_ problem: String) { self.problem = problem }

    /// Runs `body` and names the file in what it finds.
    ///
    /// - Throws: `CheckpointError.damaged` for `Damage`, other errors as they are.
    static func naming<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let damage as Damage {
            throw CheckpointError.damaged(path, damage.problem)
        }
    }
}

extension String {
    /// With escapes in the place of control characters, so that a name from a file cannot command
    /// the terminal; cut where it would fill the screen.
    var visible: String {
        let longest = 200
        var text = ""
        for scalar in unicodeScalars.prefix(longest) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                text += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return unicodeScalars.dropFirst(longest).isEmpty ? text : text + "…"
    }

    /// The text of the bytes; nil if they are not UTF-8.
    init?(strictUTF8 bytes: some Collection<UInt8>) {
        self.init(decoding: bytes, as: UTF8.self)
        // Decoding repairs what is not UTF-8, so that the bytes no longer agree.
        guard utf8.elementsEqual(bytes) else { return nil }
    }
}
