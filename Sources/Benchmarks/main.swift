import Foundation
import Models
import Training

let configuration = Configuration(
    dModel: 64, heads: 4, encoderLayers: 2, decoderLayers: 2, dFF: 256,
    sourceVocabulary: 500, targetVocabulary: 500)
let model = EncoderDecoder(configuration)
print(model.declarations.count, model.declarations.reduce(0) { $0 + $1.count })
TrainingBenchmark.run(model)
