import Drawing
import Foundation
import TerminalApp

/// Runs the sample in this terminal; `--light`, `--ask` and `--no-mouse` as their names say.
@main
struct TerminalSample {
    static func main() {
        let environment = ProcessInfo.processInfo.environment
        let mailbox = Mailbox<Sample.Message>()
        let arguments = CommandLine.arguments
        let background: Background = arguments.contains("--light") ? .light : .dark
        let options = TerminalOptions(
            depth: .detect(.auto, environment: environment, isTerminal: true),
            background: arguments.contains("--ask") ? nil : background,
            usesMouse: !arguments.contains("--no-mouse"))
        do {
            _ = try run(Sample(mailbox: mailbox), mailbox: mailbox, options: options)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(64)
        }
    }
}
