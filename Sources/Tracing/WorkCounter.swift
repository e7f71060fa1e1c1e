/// A sink that counts the multiply-adds of all matrix products, which are nearly all the work of a
/// model. It counts from the shapes: one for each cell of a product and each number it sums over.
public final class WorkCounter: Sink {
    public private(set) var multiplyAdds = 0
    /// The last size of each event's value, by its id.
    private var widths: [Int] = []

    public init() {}

    public func receive(_ traced: Traced) {
        let shape = traced.value.shape
        widths.append(shape.last ?? 1)
        guard traced.event.op is MatrixProduct else { return }
        multiplyAdds += shape.reduce(1, *) * widths[traced.event.inputs[0]]
    }
}
