import Checkpoints
import Foundation

// A history as a file: JSON, with the maps in base64.

extension History {
    private static let format = "heed training history"
    private static let version = 1
    static let file = "history.json"

    private struct Content: Codable {
        let format: String
        let version: Int
        let history: History?

        init(_ history: History) {
            format = History.format
            version = History.version
            self.history = history
        }

        /// The history is only read where the version says that it can be.
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            format = try container.decode(String.self, forKey: .format)
            version = try container.decode(Int.self, forKey: .version)
            history =
                version == History.version
                ? try container.decode(History.self, forKey: .history) : nil
        }
    }

    /// The content of the file: the same bytes for the same history.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .heed
        return try encoder.encode(Content(self)) + Data("\n".utf8)
    }

    /// Writes the history into a model folder.
    ///
    /// - Throws: `CheckpointError.unwritable`.
    public func save(to folder: String) throws {
        try AtomicFile.write(encoded(), to: folder + "/" + Self.file)
    }

    /// The history of a bundled model, or of the one in a folder.
    ///
    /// - Throws: `CheckpointError`.
    public init(named reference: String) throws {
        let path = try BundledModels.path(of: reference) + "/" + Self.file
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CheckpointError.unreadable(
                path, "there is no history; heed train writes one beside the model")
        }
        try self.init(data, path: path)
    }

    /// - Parameter path: for errors.
    /// - Throws: `CheckpointError.damaged`.
    init(_ data: Data, path: String) throws {
        func damage(_ problem: String) -> CheckpointError { .damaged(path, problem) }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .heed
        guard let content = try? decoder.decode(Content.self, from: data),
            content.format == Self.format
        else { throw damage("it is not the history of a training") }
        guard let history = content.history else {
            throw damage("it is of version \(content.version); expected \(Self.version)")
        }
        if let problem = history.problem { throw damage(problem) }
        self = history
    }

    /// What does not fit together in it.
    private var problem: String? {
        let limits = 1...1 << 10
        guard limits.contains(layers), limits.contains(heads), limits.contains(source.count),
            limits.contains(target.count), steps > 0
        else { return "its sizes are those of no model" }
        guard !moments.isEmpty else { return "it has no moments" }
        for moment in moments where moment.maps.count != weightCount {
            return "the maps after step \(moment.step) have \(moment.maps.count) weights; "
                + "expected \(weightCount)"
        }
        for steps in [moments.map(\.step), readings.map(\.step)]
        where !zip(steps, steps.dropFirst()).allSatisfy(<) {
            return "its steps are not in ascending order"
        }
        return nil
    }
}

// A loss may overflow; JSON has no word for it.

extension JSONEncoder.NonConformingFloatEncodingStrategy {
    fileprivate static let heed = Self.convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
}

extension JSONDecoder.NonConformingFloatDecodingStrategy {
    fileprivate static let heed = Self.convertFromString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
}
