import ArgumentParser
import Checkpoints
import Lessons
import TerminalApp
import Tokenizers
import Tracing
import Training

/// What ends the program: one line on standard error and an exit code of `sysexits.h`.
///
/// The codes are part of the interface: `heed --help` lists them.
enum Failure: Error, CustomStringConvertible {
    /// The command cannot do its work where it was given.
    case command(String)
    /// The sentence or the selector cannot be used as it is.
    case input(String)
    /// A model or a file is missing or damaged.
    case model(String)
    /// A file cannot be written.
    case file(String)
    /// Standard output cannot be written.
    case output(String)

    /// What an error of another module means for the user; nil for those of the command line.
    init?(_ error: any Error) {
        switch error {
        case let error as TerminalError: self = .command(error.description)
        case let error as SentenceError: self = .input(error.description)
        case let error as SelectorError: self = .input(error.description)
        case let error as StepError: self = .input(error.description)
        case let error as TrainingError: self = .input(error.description)
        case CheckpointError.unwritable(let path, let reason):
            self = .file(CheckpointError.unwritable(path, reason).description)
        case let error as CheckpointError: self = .model(error.description)
        case let error as LessonFileError: self = .model(error.description)
        case let error as GivenModelError: self = .input(error.description)
        case let error as LessonProblems: self = .input(error.summary)
        default: return nil
        }
    }

    var exitCode: ExitCode {
        switch self {
        case .command: ExitCode(64)
        case .input: ExitCode(65)
        case .model: ExitCode(66)
        case .file: ExitCode(73)
        case .output: ExitCode(74)
        }
    }

    var description: String {
        switch self {
        case .command(let message), .input(let message), .model(let message), .file(let message):
            message
        case .output(let reason): "cannot write to standard output: \(reason)"
        }
    }
}
