import Foundation
import Models
import Tensors
import Testing
import Tokenizers

@testable import Checkpoints

/// A model folder with one thing wrong is refused with a line that names the thing.
@Suite struct ModelFolderDamageTests {
    /// Saves a small model, lets `damage` spoil the folder, and expects this error, in which FOLDER
    /// stands for the path.
    private func expect(
        _ description: String, sourceLocation: SourceLocation = #_sourceLocation,
        after damage: (String) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            try TranslationModel.random().save(to: folder)
            try damage(folder)
            expectError(
                description.replacingOccurrences(of: "FOLDER", with: folder),
                sourceLocation: sourceLocation
            ) { _ = try TranslationModel(named: folder) }
        }
    }

    // MARK: The configuration

    /// What is replaced in the file, by what, the problem.
    @Test(arguments: [
        ("\"d_model\" : 4", "\"d_model\" : 0", "'d_model' is 0; expected 1 to 65536"),
        ("\"d_model\" : 4", "\"d_model\" : -4", "'d_model' is -4; expected 1 to 65536"),
        ("\"d_model\" : 4", "\"d_model\" : 3", "'d_model' is 3 and cannot be split into 2 heads"),
        ("\"heads\" : 2", "\"heads\" : 3", "'d_model' is 4 and cannot be split into 3 heads"),
        ("\"d_model\" : 4", "\"d_model\" : \"4\"", "'d_model' is not of the type Int"),
        (
            "\"d_model\" : 4", "\"d_model\" : 4.5",
            "it is not a JSON object, or a number in it does not fit its kind"
        ),
        (
            "\"d_model\" : 4", "\"d_model\" : 1e300",
            "it is not a JSON object, or a number in it does not fit its kind"
        ),
        ("\"d_model\" : 4", "\"d_model\" : null", "'d_model' is not of the type Int"),
        ("\"d_model\"", "\"D_model\"", "'d_model' is missing"),
        ("\"layer\"", "\"LAYER\"", "'guided_head.layer' is missing"),
        (
            "\"layer\" : 1", "\"layer\" : 2",
            "'guided_head' is layer 2, head 0; expected one of 2 encoder layers and 2 heads"
        ),
        (
            "\"encoder_layers\" : 2", "\"encoder_layers\" : 65",
            "'encoder_layers' is 65; expected 1 to 64"
        ),
        (
            "\"d_ff\" : 6", "\"d_ff\" : 9223372036854775807",
            "'d_ff' is 9223372036854775807; expected 1 to 1048576"
        ),
        ("e-05", "e+05", "'layer_norm_epsilon' is 100000.0; expected over 0 and under 1"),
        (
            "encoder_decoder", "gpt\\u001b2",
            "'architecture' is 'gpt\\u{1b}2'; expected 'encoder_decoder'"
        ),
        ("{", "[", "it is not a JSON object, or a number in it does not fit its kind"),
    ])
    func sizesThatMakeNoSenseAreRefused(old: String, new: String, problem: String) throws {
        try expect("FOLDER/config.json is damaged: " + problem) {
            try edit($0 + "/config.json", old, to: new)
        }
    }

    @Test func aModelThatNoMemoryHoldsIsRefused() throws {
        try expect(
            "FOLDER/config.json is damaged: it describes a model of 481037189120 weights; expected at most 268435456"
        ) {
            try edit($0 + "/config.json", "\"d_model\" : 4", to: "\"d_model\" : 65536")
            try edit($0 + "/config.json", "\"d_ff\" : 6", to: "\"d_ff\" : 1048576")
        }
    }

    @Test func sizesWithoutWeightsAreRefusedBeforeMemoryIsTaken() throws {
        try expect(
            "FOLDER/model.safetensors is damaged: it has 609 numbers; config.json describes a model of at least 25166132 weights"
        ) {
            try edit($0 + "/config.json", "\"d_ff\" : 6", to: "\"d_ff\" : 1048576")
        }
    }

    @Test(arguments: ["", "null", "7", "[]", "{", "\u{0}", String(repeating: "[", count: 100_000)])
    func whatIsNoObjectIsRefused(text: String) throws {
        try expect(
            "FOLDER/config.json is damaged: it is not a JSON object, or a number in it does not fit its kind"
        ) {
            try AtomicFile.write(Data(text.utf8), to: $0 + "/config.json")
        }
    }

    @Test(arguments: ["config.json", "model.safetensors", "source_vocabulary.txt"])
    func aMissingFileIsNamed(file: String) throws {
        try expect("cannot read FOLDER/\(file): No such file or directory") {
            try FileManager.default.removeItem(atPath: $0 + "/" + file)
        }
    }

    @Test func aConfigurationWithoutAnArchitectureIsOfThisOne() throws {
        try withTemporaryFolder { folder in
            try TranslationModel.random().save(to: folder)
            try edit(folder + "/config.json", "architecture", to: "other")
            _ = try TranslationModel(named: folder)
        }
    }

    // MARK: The vocabularies

    @Test(arguments: [
        ("the\ncat\nthe\n", "line 3 is 'the', which occurs before"),
        ("the\n<eos>\ncat\n", "line 2 is '<eos>', which occurs before"),
        ("the\n\ncat\n", "line 2 is empty; expected one word"),
        (
            "the\r\ncat\r\nThanos\r\n",
            "line 1 is 'the\\u{d}'; expected one word without white space and control characters"
        ),
        (
            "the cat\nThanos\nx",
            "line 1 is 'the cat'; expected one word without white space and control characters"
        ),
        (
            "the\nc\u{202E}at\nx",
            "line 2 is 'c\\u{202e}at'; expected one word without white space and control characters"
        ),
        ("the\ncat\n", "it has 2 words; config.json expects 3 besides the 3 special tokens"),
        ("", "it has 0 words; config.json expects 3 besides the 3 special tokens"),
    ])
    func aDamagedVocabularyIsRefused(text: String, problem: String) throws {
        try expect("FOLDER/source_vocabulary.txt is damaged: " + problem) {
            try AtomicFile.write(Data(text.utf8), to: $0 + "/source_vocabulary.txt")
        }
    }

    @Test func aVocabularyThatIsNoTextIsRefused() throws {
        try expect("FOLDER/target_vocabulary.txt is damaged: line 2 is not UTF-8 text") {
            try AtomicFile.write(
                Data([0x61, 0x0A, 0xC3, 0x28, 0x0A]), to: $0 + "/target_vocabulary.txt")
        }
    }

    @Test func theLastLineNeedsNoEnd() throws {
        try withTemporaryFolder { folder in
            try TranslationModel.random().save(to: folder)
            try AtomicFile.write(Data("a\nb\nc".utf8), to: folder + "/source_vocabulary.txt")
            #expect(try TranslationModel(named: folder).sourceVocabulary.words == ["a", "b", "c"])
        }
    }

    // MARK: The weights

    /// Writes the weights again, changed.
    private func rewrite(
        _ folder: String, _ change: (inout [(name: String, value: Tensor)]) -> Void
    ) throws {
        let parameters = TranslationModel.random().parameters
        var tensors = parameters.paths.compactMap { path in
            parameters[path].map { (name: path, value: $0) }
        }
        change(&tensors)
        try Safetensors.write(tensors, to: folder + "/model.safetensors")
    }

    @Test func aMissingWeightIsNamed() throws {
        try expect(
            "FOLDER/model.safetensors is damaged: tensor 'logits.bias' is missing"
        ) { folder in
            try rewrite(folder) { $0.removeAll { $0.name == "logits.bias" } }
        }
    }

    @Test func anUnknownWeightIsNamed() throws {
        try expect(
            "FOLDER/model.safetensors is damaged: tensor 'logits.bias\\u{a}' is not a weight of this model"
        ) { folder in
            try rewrite(folder) { $0.append(("logits.bias\n", Tensor([1]))) }
        }
    }

    @Test func aWrongShapeIsNamed() throws {
        try expect(
            "FOLDER/model.safetensors is damaged: tensor 'logits.bias' has the shape [7, 1]; expected [7]"
        ) { folder in
            try rewrite(folder) { tensors in
                tensors = tensors.map {
                    $0.name == "logits.bias" ? ($0.name, $0.value.reshaped([7, 1])) : $0
                }
            }
        }
    }

    @Test(arguments: [(Float.nan, "nan"), (-.infinity, "-inf")])
    func aNumberThatIsNotFiniteIsNamed(number: Float, name: String) throws {
        try expect(
            "FOLDER/model.safetensors is damaged: 'encoder.embedding.table' is \(name) at [2, 3]; expected a finite number"
        ) { folder in
            try rewrite(folder) { tensors in
                tensors = tensors.map { tensor in
                    var tensor = tensor
                    if tensor.name == "encoder.embedding.table" {
                        tensor.value.update { $0[11] = number }
                    }
                    return tensor
                }
            }
        }
    }

    @Test func aFileThatWasCutIsRefused() throws {
        try withTemporaryFolder { folder in
            try TranslationModel.random().save(to: folder)
            let path = folder + "/model.safetensors"
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            for length in stride(from: 0, to: whole.count, by: 97) {
                try whole.prefix(length).write(to: URL(fileURLWithPath: path))
                #expect(throws: CheckpointError.self) { try TranslationModel(named: folder) }
            }
        }
    }
}

/// Replaces text that occurs once in a file.
func edit(_ path: String, _ old: String, to new: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let range = try #require(text.range(of: old))
    try AtomicFile.write(
        Data(text.replacingCharacters(in: range, with: new).utf8), to: path)
}
