import Foundation
import JSON
import Tensors

/// The tensors of a folder in the Hugging Face layout: one `model.safetensors`, or several files with
/// an index that says where each tensor lies.
struct WeightFiles: Sendable {
    static let single = "model.safetensors"
    static let index = "model.safetensors.index.json"
    /// In bytes.
    private static let longestIndex = 1 << 26

    /// In the order of the files.
    let names: [String]
    private let files: [Safetensors]
    /// Which of the files has each tensor.
    private let places: [String: Int]

    /// Maps the files and reads their headers; no number is read yet.
    ///
    /// - Parameter advice: what to do with weights in another format.
    /// - Throws: `CheckpointError`.
    init(folder: String, advice: ConversionAdvice) throws {
        let paths = try WeightFiles.paths(in: folder, advice)
        files = try paths.map { try Safetensors(path: $0) }
        var places: [String: Int] = [:]
        for (number, file) in files.enumerated() {
            for name in file.names where places.updateValue(number, forKey: name) != nil {
                throw CheckpointError.damaged(
                    paths[number], "tensor '\(name.escaped)' is in another file of the model too")
            }
        }
        self.places = places
        names = files.flatMap(\.names)
    }

    /// How many numbers all tensors together have.
    var count: Int { files.reduce(0) { $0 + $1.count } }

    func description(of name: String) -> (shape: [Int], type: NumberType)? {
        places[name].flatMap { files[$0].description(of: name) }
    }

    subscript(name: String) -> Tensor? { places[name].flatMap { files[$0][name] } }

    private static func paths(
        in folder: String, _ advice: ConversionAdvice
    ) throws -> [String] {
        let manager = FileManager.default
        let index = folder + "/" + index
        guard !manager.hasEntry(folder + "/" + single), manager.hasEntry(index) else {
            if !manager.hasEntry(folder + "/" + single) {
                throw CheckpointError.unusable(
                    folder, advice.onMissingWeights(in: FolderAdvice.entries(of: folder)))
            }
            return [folder + "/" + single]
        }
        let file = try MappedFile(index, limit: longestIndex)
        return try Damage.naming(index) {
            let content = try JSONValue(file.withBytes { Array($0) })
            guard let map = content["weight_map"]?.object, !map.isEmpty else {
                throw Damage("it has no 'weight_map'")
            }
            return try Set(map.values.compactMap(\.string)).sorted().map { name in
                // A shard lies beside the index; a name must not lead elsewhere.
                guard !name.contains("/"), name != "..", name.hasSuffix(".safetensors") else {
                    throw Damage("'\(name.escaped)' is not the name of a shard")
                }
                guard manager.hasEntry(folder + "/" + name) else {
                    throw CheckpointError.unusable(
                        folder, "the shard \(name.escaped) is missing; download it too")
                }
                return folder + "/" + name
            }
        }
    }
}

extension FileManager {
    /// Whether there is anything of that name, even a link that leads nowhere: to open it then says
    /// what is wrong with it.
    func hasEntry(_ path: String) -> Bool { (try? attributesOfItem(atPath: path)) != nil }
}
