import Foundation
import Checkpoints
import Training

let recipe = Recipe()
var run = TrainingRun(recipe)
print(run.corpus.training.count, run.corpus.heldOut.count, run.corpus.unseenCombinations.count, run.corpus.sourceWords.count, run.corpus.targetWords.count)
var generator = SeededGenerator(seed: 5)
for (name, pairs) in Dictionary(grouping: run.corpus.training, by: \.template).sorted(by: { $0.key < $1.key }) {
    print(name, pairs.count)
    for p in pairs.shuffled(using: &generator).prefix(4) { print("   ", p.source.joined(separator: " "), "|", p.target.joined(separator: " ")) }
}
let start = Date()
let limit = CommandLine.arguments.count > 1 ? Int(CommandLine.arguments[1])! : 50
while !run.isFinished && run.step < limit {
    let r = run.advance()
    if r.step % 100 == 0 { print(r.step, r.crossEntropy, r.guidance, r.gradientNorm, Date().timeIntervalSince(start)) }
}
try run.model.save(to: "/tmp/model")
let e = Evaluator(run.model, on: run.corpus).evaluate()
print("held", e.heldOut, "unseen", e.unseenCombinations, "pron", e.pronouns, e.pronounsWithoutBestHead)
for h in e.heads { print(h) }
for x in e.examples { print(x.isRight, x.source, "|", x.translation, "|", x.withoutBestHead, x.weight ?? 0) }
print(Date().timeIntervalSince(start))
