import Foundation
import JSON
import Models

/// What a folder in the Hugging Face layout holds, found out from its configuration and the headers
/// of its files: no weight is read.
public struct PretrainedInspection: Sendable {
    public let name: String
    public let family: String
    public let sizes: String
    /// The tokens that the weights have rows for.
    public let vocabulary: Int
    /// The longest sentence, in tokens.
    public let longest: Int
    public let declarations: [ParameterDeclaration]
    /// How the numbers are stored, the most frequent type first, and how many of each there are.
    public let types: [(name: String, count: Int)]
    /// The size of the numbers in the files.
    public let bytes: Int
    /// Why the model cannot be used; nil if it can.
    public let problem: String?
    /// What makes it unlikely that everything belongs together; nil if nothing does.
    public let doubt: String?
    /// Tensors that no part of the model reads.
    public let unused: [String]

    /// - Throws: `CheckpointError` where not even the architecture can be told.
    public init(folder: String) throws {
        let path = folder + "/config.json"
        let configuration = ConfigurationReader(try PretrainedModel.json(path))
        let family = try Damage.refusing(path) { try Family.of(configuration) }
        let files = try WeightFiles(folder: folder, advice: ConversionAdvice(configuration))
        let blueprint = try Damage.refusing(path) { try family.read(configuration, files) }
        name = URL(fileURLWithPath: folder).lastPathComponent
        self.family = family.title
        sizes = blueprint.sizes
        vocabulary = blueprint.vocabulary
        longest = blueprint.longest
        declarations = blueprint.build { nil }.declarations
        let stored = files.names.compactMap { files.description(of: $0) }
        types = Dictionary(grouping: stored, by: \.type.rawValue).map { type, tensors in
            (name: type, count: tensors.reduce(0) { $0 + $1.shape.reduce(1, *) })
        }.sorted { $0.count > $1.count }
        bytes = stored.reduce(0) { $0 + $1.shape.reduce(1, *) * $1.type.size }
        do {
            let model = try PretrainedModel(folder: folder)
            (unused, doubt) = (model.parameters.unused, model.doubt)
            problem = nil
        } catch {
            (unused, doubt) = ([], nil)
            problem = "\(error)"
        }
    }
}
