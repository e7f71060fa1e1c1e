import Foundation
import JSON

/// Where the model may be if it is not where one looked.
enum FolderAdvice {
    /// The names in a folder, sorted as people count.
    static func entries(of folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).sorted { $0.compare($1, options: .numeric) == .orderedAscending }
    }

    /// What to say behind "it has no config.json".
    static func whereNoConfiguration(_ folder: String) -> String {
        let entries = entries(of: folder)
        if entries.contains("adapter_config.json") {
            return "; it is an adapter, what was learned beside \(base(of: folder)). Join the two "
                + "with peft: AutoPeftModelForCausalLM.from_pretrained(DIR).merge_and_unload()"
                + ".save_pretrained(NEW)"
        }
        // A training keeps each of its checkpoints in a folder of its own, the last is the newest;
        // the download tool each version of a model.
        let inside =
            entries.filter { $0.hasPrefix("checkpoint-") }
            + self.entries(of: folder + "/snapshots").map { "snapshots/" + $0 }
        if let found = inside.last(where: { isFile(folder + "/" + $0 + "/config.json") }) {
            return ", but \(found.escaped) in it has one: give that folder"
        }
        if let file = entries.first(where: { $0.hasSuffix(".gguf") }) {
            return ", only \(file.escaped); download the safetensors of the model that it was made "
                + "from, with its config.json and tokenizer.json"
        }
        return ""
    }

    private static func isFile(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    private static func base(of folder: String) -> String {
        let content = try? PretrainedModel.json(folder + "/adapter_config.json")
        return content?["base_model_name_or_path"]?.string?.escaped ?? "another model"
    }
}
