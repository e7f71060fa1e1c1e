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
    /// - Throws: `CheckpointError`.
    init(folder: String) throws {
        let paths = try WeightFiles.paths(in: folder)
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

    private static func paths(in folder: String) throws -> [String] {
        let manager = FileManager.default
        let index = folder + "/" + index
        guard !manager.hasEntry(folder + "/" + single), manager.hasEntry(index) else {
            try refuseOtherFormats(in: folder)
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

    /// Says what to do with weights in a format that is never read: unpickling runs code.
    private static func refuseOtherFormats(in folder: String) throws {
        let manager = FileManager.default
        guard !manager.hasEntry(folder + "/" + single) else { return }
        let entries = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
        let others = [".bin", ".pt", ".pth", ".ckpt", ".h5", ".msgpack", ".gguf", ".onnx"]
        if let other = entries.sorted().first(where: { name in
            others.contains { name.hasSuffix($0) }
        }) {
            throw CheckpointError.unusable(
                folder,
                "its weights are in \(other.escaped); only safetensors are read. Convert them with "
                    + "transformers: AutoModel.from_pretrained(DIR).save_pretrained(NEW), or "
                    + "download the model.safetensors of the same model")
        }
        throw CheckpointError.unusable(
            folder, "it has no \(single) and no \(index)")
    }
}

extension FileManager {
    /// Whether there is anything of that name, even a link that leads nowhere: to open it then says
    /// what is wrong with it.
    func hasEntry(_ path: String) -> Bool { (try? attributesOfItem(atPath: path)) != nil }
}
