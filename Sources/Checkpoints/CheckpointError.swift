import JSON
import Tokenizers

/// What can be wrong with a model or a file of weights.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
    /// Path and reason.
    case unreadable(String, String)
    /// Path and reason.
    case unwritable(String, String)
    /// Path and what is wrong with it.
    case damaged(String, String)
    /// A model folder, or a file in it, and why it cannot be used as it is.
    case unusable(String, String)
    /// What was asked for and the names of the bundled models.
    case unknownModel(String, bundled: [String])
    /// The bundled model that was asked for and the folder where the bundled models should be.
    case bundledModelsMissing(String, expected: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read \(path.escaped): \(reason)"
        case .unwritable(let path, let reason):
            "cannot write \(path.escaped): \(reason)"
        case .damaged(let path, let problem):
            "\(path.escaped) is damaged: \(problem)"
        case .unusable(let path, let problem):
            "\(path.escaped) cannot be used: \(problem)"
        case .unknownModel(let name, let bundled):
            "no model '\(name.escaped)': give a folder that holds a config.json, or one of "
                + bundled.joined(separator: ", ")
        case .bundledModelsMissing(let name, let folder):
            "no model '\(name.escaped)': the bundled models are missing; expected them in "
                + "\(folder.escaped); put that folder back beside the program, or give a model folder"
        }
    }
}

/// What is wrong with the content of a file, before it is known which file it is.
struct Damage: Error, Equatable {
    let problem: String

    init(_ problem: String) { self.problem = problem }

    /// Runs `body` and says that the file or folder cannot be used for what it finds: nothing in it
    /// is broken, but it does not go together or is not supported.
    ///
    /// - Throws: `CheckpointError.unusable` for `Damage`, other errors as they are.
    static func refusing<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let damage as Damage {
            throw CheckpointError.unusable(path, damage.problem)
        }
    }

    /// Runs `body` and names the file in what it finds.
    ///
    /// - Throws: `CheckpointError.damaged` for `Damage`, `JSONError` and `TokenizerError`, other errors as they are.
    static func naming<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let damage as Damage {
            throw CheckpointError.damaged(path, damage.problem)
        } catch let error as JSONError {
            throw CheckpointError.damaged(path, error.description)
        } catch let error as TokenizerError {
            throw CheckpointError.damaged(path, error.description)
        }
    }
}
