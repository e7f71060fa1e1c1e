import Tensors

/// Another op with changes made to its value: so an edited event can be computed again, derived and
/// walked backward like every other.
public struct Edited: Op {
    let base: any Op
    /// In the order in which they are made.
    let edits: [Edit]

    init(_ base: any Op, edits: [Edit]) {
        self.base = base
        self.edits = edits
    }

    public var name: String { base.name + ", edited" }
    public var formula: String { base.formula + ", then edited" }

    public func axes(_ inputs: [[Axis]]) -> [Axis] { base.axes(inputs) }

    public func forward(_ inputs: [Tensor]) -> Tensor {
        edits.reduce(base.forward(inputs)) { $1.applied(to: $0, inputs: inputs) }
    }

    public func derive(_ cell: [Int], from inputs: [Tensor]) -> Derivation {
        edits.filter { $0.covers(cell) }.reduce(base.derive(cell, from: inputs)) {
            derivation, edit in
            switch edit.change {
            case .set(let number):
                return Derivation(terms: [], combined: number, note: "set to \(number)")
            case .scale(let factor):
                return derivation.scaled(by: factor)
            case .bypass(let input):
                return .copy(
                    Derivation.Factor(input, cell, inputs[input][cell]), note: "passed on unchanged"
                )
            case .tokens:
                return Derivation(
                    terms: [],
                    combined: edit.applied(to: base.forward(inputs), inputs: inputs)[cell],
                    note: "another token")
            }
        }
    }

    /// What was set passes nothing on; what was scaled passes on as much more; an input that took
    /// the place of the value gets the gradient as it is.
    public func gradient(_ step: GradientStep) -> Traced? {
        guard edits.contains(where: { $0.change == .bypass(input: step.input) }) else {
            return gradientThroughBase(step)
        }
        let shape = step.output.value.shape
        let slopes = step.emitPart(
            "bypass", Constant(slopes(ofBypassed: step.input, shape: shape)), [],
            axes: step.output.axes)
        guard let computed = gradientThroughBase(step.part("computed")) else {
            return step.emit(Multiply(), [step.upstream, slopes])
        }
        let bypassed = step.emitPart("bypassed", Multiply(), [step.upstream, slopes])
        return step.emit(Add(), [computed, bypassed])
    }

    private func gradientThroughBase(_ step: GradientStep) -> Traced? {
        let axes = step.output.axes
        let slopes = slopes(ofBypassed: nil, shape: step.output.value.shape)
        let kept = step.emitPart("slope", Constant(slopes), [], axes: axes)
        let upstream = step.emitPart("upstream", Multiply(), [step.upstream, kept])
        // A gradient may read the output, as that of the softmax does: the one before the edits.
        let unedited = step.emitPart("unedited", base, step.inputs, axes: axes)
        return base.gradient(step.continuing(from: upstream, of: unedited))
    }

    /// The derivative of the edited value, cell by cell: with respect to the value before the
    /// edits, or to an input that takes its place.
    private func slopes(ofBypassed input: Int?, shape: [Int]) -> Tensor {
        edits.reduce(Tensor(repeating: input == nil ? 1 : 0, shape: shape)) {
            $1.slope(ofBypassed: input).applied(to: $0, inputs: [])
        }
    }
}

extension Op {
    /// What the op is without the changes that were made to its value.
    public var unedited: any Op { (self as? Edited)?.base ?? self }

    /// This op with changes made to its value; itself where there are none.
    func editing(_ edits: [Edit]) -> any Op {
        if edits.isEmpty { return self }
        guard let edited = self as? Edited else { return Edited(self, edits: edits) }
        return Edited(edited.base, edits: edited.edits + edits)
    }
}

extension Edit {
    /// The edit that makes of the derivative before the change the one behind it.
    fileprivate func slope(ofBypassed input: Int?) -> Edit {
        switch change {
        case .scale: self
        case .bypass(let own): Edit(path, cells: cells, .set(own == input ? 1 : 0))
        case .set, .tokens: Edit(path, cells: cells, .set(0))
        }
    }
}

extension Derivation {
    fileprivate func scaled(by factor: Float) -> Derivation {
        Derivation(
            terms: terms.map {
                Term(
                    $0.factors, contribution: $0.contribution * factor, role: $0.role,
                    part: $0.part)
            }, combined: combined * factor,
            note: [note, "times \(factor)"].compactMap { $0 }.joined(separator: ", "))
    }
}
