import Checkpoints
import Foundation
import JSON
import ReferenceCases
import Tensors
import Testing
import Tokenizers

@testable import Decoding

/// What pretrained models write, against another library.
@Suite(.disabled(if: References.areMissing, "shared/reference is missing"))
struct PretrainedWritingTests {
    private static let families = [
        "gpt2", "gpt2_f16", "gpt2_sharded", "llama", "llama3", "marian", "bart", "t5", "t5_gated",
    ]

    /// A search of a case: what it was asked and what it found.
    private struct Search {
        let sequences: [[Int]]
        let scores: [Double]
        let limit: Int
        let value: JSONValue

        init?(_ value: JSONValue?) {
            guard let value, let limit = value["max_new_tokens"]?.integer else { return nil }
            let several = value["sequences"]?.array ?? value["sequence"].map { [$0] } ?? []
            sequences = several.map { ($0.array ?? []).compactMap(\.integer) }
            scores = (value["sequences_scores"]?.array ?? []).compactMap(\.number)
            self.limit = limit
            self.value = value
        }

        /// The model's settings with what the case says otherwise.
        func settings(_ model: PretrainedModel) -> GenerationSettings {
            var settings = model.generation
            if let end = value["eos_token_id"]?.integer { settings.ends = [end] }
            if let ends = value["eos_token_id"]?.array {
                settings.ends = ends.compactMap(\.integer)
            }
            settings.forcedEnd = value["forced_eos_token_id"]?.integer
            return settings
        }
    }

    private func cases(of family: String) throws -> [(text: String, generation: JSONValue)] {
        let folder = References.path("\(family)/cases")
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".json") }.compactMap { name in
                let value = try JSONValue(References.bytes("\(family)/cases/\(name)"))
                guard let generation = value["generation"],
                    let text = value["text"]?.array?.first?.string
                else { return nil }
                return (text, generation)
            }
    }

    /// The whole sequences as the reference has them: with the prompt or the start token, and with
    /// the end where there is one.
    private func sequences(
        _ model: PretrainedModel, _ tokens: [SubwordToken], _ generation: Generation
    ) -> [[Int]] {
        var prompt = model.startIDs
        if case .decoder = model.architecture { prompt = tokens.map(\.id) }
        return generation.candidates.map { candidate in
            prompt + generation.path(to: candidate.hypothesis).map { generation.tree[$0].word }
        }
    }

    @Test func aTokenWithoutWeightsIsRefusedWhereItStands() throws {
        try FolderCopy.of("bart") { copy in
            let added = """
                {"id": 400, "content": "<new>", "single_word": false, "lstrip": false, \
                "rstrip": false, "normalized": false, "special": true},
                """
            try copy.replace(
                "\"added_tokens\": [", by: "\"added_tokens\": [" + added, in: "tokenizer.json")
            let model = try PretrainedModel(folder: copy.path)
            #expect(try model.encode("The animal").count > 2)
            let refusal = SentenceError.unlearned("<new>")
            #expect(throws: refusal) { try model.encode("The <new> animal") }
            #expect(throws: refusal) {
                try model.write("The animal", strategy: .greedy, beginning: "<new>")
            }
            #expect(
                refusal.description
                    == "the sentence has the token <new>, for which this model has no weights")
        }
    }

    /// With what it starts with, as a whole is read where its trace is made.
    @Test(arguments: ["bart", "marian"])
    func whatIsWrittenHasAPositionForEachToken(family: String) throws {
        let model = try PretrainedModel(folder: References.path("\(family)/checkpoint"))
        var settings = model.generation
        settings.ends = []
        settings.forcedEnd = nil
        let written = model.write(
            behind: try model.encode("The animal"), strategy: .greedy, limit: 1000,
            settings: settings)
        #expect(model.startIDs.count + written.ids.count == model.longest)
    }

    /// BART's makers have it begin with `<s>`.
    @Test func theFirstWordMayBeForced() throws {
        let model = try PretrainedModel(folder: References.path("bart/checkpoint"))
        let tokens = try model.encode("The animal")
        let free = model.write(behind: tokens, strategy: .greedy)
        var settings = model.generation
        #expect(settings.forcedStart == nil)
        let first = try #require(free.ids.first)
        settings.forcedStart = first + 1
        let forced = model.write(behind: tokens, strategy: .greedy, settings: settings)
        #expect(forced.ids.first == first + 1)
        #expect(forced.steps.count > 1)
        // Further words are the model's own.
        let same = model.write(behind: tokens, strategy: .greedy, continuing: [first + 1])
        #expect(forced.ids == same.ids)
    }

    @Test(arguments: families)
    func greedySearchFindsTheSame(family: String) throws {
        let model = try PretrainedModel(folder: References.path("\(family)/checkpoint"))
        let cases = try cases(of: family)
        #expect(!cases.isEmpty)
        for (text, generation) in cases {
            let search = try #require(Search(generation["greedy"]))
            let tokens = try model.encode(text)
            for usesCache in [true, false] {
                let found = model.write(
                    behind: tokens, strategy: .greedy, limit: search.limit, usesCache: usesCache)
                #expect(sequences(model, tokens, found) == search.sequences, "\(family): \(text)")
            }
        }
    }

    @Test(arguments: families)
    func beamSearchFindsTheSame(family: String) throws {
        let model = try PretrainedModel(folder: References.path("\(family)/checkpoint"))
        var compared = 0
        for (text, generation) in try cases(of: family) {
            for name in ["beam3", "beam3_eos"] {
                guard let search = Search(generation[name]) else { continue }
                let tokens = try model.encode(text)
                let beam = BeamSearch(
                    width: 3, lengthPenalty: LengthPenalty(alpha: 1, isPlain: true),
                    ending: .isSetAside)
                let found = model.write(
                    behind: tokens, strategy: .beam(beam), limit: search.limit,
                    settings: search.settings(model))
                #expect(
                    sequences(model, tokens, found) == search.sequences,
                    "\(family) \(name): \(text)")
                for (candidate, score) in zip(found.candidates, search.scores) {
                    #expect(abs(candidate.score - score) < 1e-4, "\(family) \(name): \(text)")
                }
                compared += 1
            }
        }
        #expect(compared > 0)
    }
}
