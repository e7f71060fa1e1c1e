import Foundation
import JSON
import Models
import Tensors
import Tracing

/// The weights of a model, read where they lie in the mapped files: a page of the file comes into
/// memory when a number on it is used. 16-bit numbers are widened when a weight is first asked for.
public final class PretrainedParameters: ParameterSource, @unchecked Sendable {
    private let files: WeightFiles
    private let places: [String: WeightNames.Place]
    /// What had to be converted, by path; behind the lock.
    private var converted: [String: Tensor] = [:]
    private let lock = NSLock()
    /// Tensors of the files that no part of the model reads.
    public let unused: [String]
    /// How many numbers the model reads, one that serves twice counted once.
    public let count: Int

    /// Finds every parameter and checks its shape; no number is read yet.
    ///
    /// - Throws: `Damage`.
    init(
        _ files: WeightFiles, names: WeightNames, for declarations: [ParameterDeclaration],
        layers: Int
    ) throws {
        self.files = files
        var places: [String: WeightNames.Place] = [:]
        for declaration in declarations {
            let candidates = names.places(of: declaration.path)
            guard let place = candidates.first(where: { files.description(of: $0.name) != nil })
            else {
                let name = candidates.first?.name ?? declaration.path
                throw Damage("tensor '\(name)' is missing, the \(declaration.path)")
            }
            try PretrainedParameters.check(place, in: files, for: declaration)
            places[declaration.path] = place
        }
        self.places = places
        let used = Set(places.values.map(\.name))
        let strangers = files.names.filter { !used.contains($0) && !names.ignores($0) }
        if let stranger = strangers.first(where: { WeightNames.layer(of: $0) != nil }) {
            let layer = WeightNames.layer(of: stranger) ?? 0
            throw Damage(
                layer >= layers
                    ? "tensor '\(stranger.escaped)' is of layer \(layer); config.json says that "
                        + "there are \(layers)"
                    : "tensor '\(stranger.escaped)' is in a layer of this architecture unknown")
        }
        unused = strangers
        count = used.reduce(0) { total, name in
            total + (files.description(of: name)?.shape.reduce(1, *) ?? 0)
        }
    }

    private static func check(
        _ place: WeightNames.Place, in files: WeightFiles, for declaration: ParameterDeclaration
    ) throws {
        guard let (shape, type) = files.description(of: place.name) else { return }
        var expected = declaration.shape
        if let part = place.part { expected[expected.count - 1] *= part.count }
        // A bias over the vocabulary may be stored as a matrix of one row.
        guard shape == expected || shape == [1] + expected else {
            throw Damage(
                "tensor '\(place.name)' has the shape \(shape); config.json needs \(expected)")
        }
        guard type.isFloat else {
            throw Damage(
                "tensor '\(place.name)' is of type \(type.rawValue): quantised weights are not "
                    + "read; " + ConversionAdvice.unquantised)
        }
    }

    public func value(at path: String, axes: [Axis], initially: Initialisation) -> Tensor {
        guard let place = places[path] else {
            preconditionFailure("no parameter \(path): weights are checked when they are loaded")
        }
        if let known = lock.withLock({ converted[place.name] }) {
            return shaped(known, place, axes)
        }
        guard let value = files[place.name] else {
            preconditionFailure("\(place.name) was there when the weights were checked")
        }
        if files.description(of: place.name)?.type != .float32 {
            lock.withLock { converted[place.name] = value }
        }
        return shaped(value, place, axes)
    }

    private func shaped(_ value: Tensor, _ place: WeightNames.Place, _ axes: [Axis]) -> Tensor {
        let shape = axes.map(\.size)
        guard let part = place.part, let width = shape.last else { return value.reshaped(shape) }
        let columns = part.index * width..<(part.index + 1) * width
        let matrix = value.rank == 1 ? value.reshaped([1, value.count]) : value
        return shape.count == 1
            ? matrix.columns(columns).reshaped(shape) : matrix.columns(columns)
    }
}
