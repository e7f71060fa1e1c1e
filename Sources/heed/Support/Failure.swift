import ArgumentParser
import Foundation

/// What ends the program: one line on standard error and an exit code of `sysexits.h`.
///
/// The codes are part of the interface; `heed --help` and the manual list them.
enum Failure: Error, CustomStringConvertible {
    /// The sentence or the selector cannot be used as it is. Exit code 65.
    case input(String)
    /// A model or a file is missing or damaged. Exit code 66.
    case model(String)
    /// A file cannot be written. Exit code 73.
    case file(String)
    /// Standard output cannot be written. Exit code 74.
    case output(String)

    var exitCode: ExitCode {
        switch self {
        case .input: ExitCode(65)
        case .model: ExitCode(66)
        case .file: ExitCode(73)
        case .output: ExitCode(74)
        }
    }

    var description: String {
        switch self {
        case .input(let message), .model(let message), .file(let message): message
        case .output(let reason): "cannot write to standard output: \(reason)"
        }
    }
}
