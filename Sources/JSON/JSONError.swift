/// Why a text is not the JSON that was expected: one line, without the name of the file.
public struct JSONError: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
