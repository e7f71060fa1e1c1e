/// A sink that writes each event, as it comes, as one line of JSON.
public final class JSONLinesWriter: Sink {
    private let write: (String) -> Void
    private var paths: [String] = []

    /// - Parameter write: takes each line, ended by a newline.
    public init(_ write: @escaping (String) -> Void) {
        self.write = write
    }

    public func receive(_ traced: Traced) {
        paths.append(traced.event.path)
        let line = JSONText.event(
            path: traced.event.path, op: traced.event.op.name,
            inputs: traced.event.inputs.map { paths[$0] }, axes: traced.axes, values: traced.value)
        write(line.text + "\n")
    }
}
