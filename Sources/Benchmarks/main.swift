import Checkpoints
import Foundation
import Training

let arguments = CommandLine.arguments
var recipe = Recipe()
recipe.seed = UInt64(arguments[1])!
recipe.guidance = Float(arguments[2])!
recipe.steps = Int(arguments[3])!
recipe.peakRate = Float(arguments[4])!
recipe.warmUp = Int(arguments[5])!
var run = TrainingRun(recipe)
while !run.isFinished { _ = run.advance() }
if arguments.count > 6 { try run.model.save(to: arguments[6]) }
let e = Evaluator(run.model, on: run.corpus).evaluate()
print(
    arguments.dropFirst().joined(separator: " "), "held", e.heldOut, "unseen", e.unseenCombinations,
    "pron", e.pronouns, e.pronounsWithoutBestHead, e.heads[0].referent,
    e.examples.filter { !$0.isRight }.map(\.source))
for x in e.examples where x.weight != nil {
    print(
        "     ", x.withoutBestHead == x.translation ? "same" : "changed", x.withoutBestHead,
        x.weight!)
}
