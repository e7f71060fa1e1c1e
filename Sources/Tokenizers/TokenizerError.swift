/// Why a tokenizer cannot be used: one line, without the name of its file.
public struct TokenizerError: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
