import ArgumentParser
import Foundation

@main
struct Heed: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heed",
        abstract: "Shows how a transformer works, one number at a time.",
        discussion: """
            EXAMPLES
              heed
                  walk through a trained translation model, step by step
              heed print "The animal didn't cross the street because it was too tired"
                  the attention of a trained translation model, as heatmaps
              heed translate "I love you very much"
                  the model's own translation
              heed explain "I love you very much" "probabilities[position=1, token=amo]"
                  where one number comes from, as arithmetic
              heed trace "Your cat is a lovely cat" --list
                  the name of every value that was computed
              heed lesson
                  the course

            Layers, heads, positions and features count from 0.

            EXIT CODES
              0  all went well        66  a model or file is missing or damaged
              64 the command is wrong 73  a file cannot be written
              65 the input is wrong   74  the output cannot be written
            """,
        version: "0.1.0",
        subcommands: [
            WalkCommand.self, PrintCommand.self, TranslateCommand.self, ExplainCommand.self,
            TraceCommand.self, LessonCommand.self, ModelsCommand.self, EvaluateCommand.self,
            TrainCommand.self,
        ],
        defaultSubcommand: WalkCommand.self)

    /// Reports every error as one line and ends with its code.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            report(failure)
            Foundation.exit(failure.exitCode.rawValue)
        } catch let error as any Error & CustomStringConvertible {
            if let failure = Failure(error) {
                report(failure)
                Foundation.exit(failure.exitCode.rawValue)
            }
            exit(withError: error)
        } catch {
            exit(withError: error)
        }
    }

    private static func report(_ failure: Failure) {
        StandardError.write("heed: \(failure.description)")
    }
}
