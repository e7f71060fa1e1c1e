// How the translation is written, in a screen of its own over the walkthrough.
extension Walk {
    mutating func openDecoding() {
        guard let model = subject.experiment?.model else {
            message =
                "only heed's own models are watched as they write; heed translate writes with this one"
            return
        }
        do {
            var screen = try DecodingScreen(
                subject.sentence, model: model, theme: look.theme)
            screen.update(.input(.resized(columns: place.width, rows: place.height)))
            if !changes.isEmpty {
                screen.message = "the model as it was trained, without your changes"
            }
            decoding = screen
        } catch {
            message = String(describing: error)
        }
    }

    /// Hands what happens to the decoding screen, until it is left.
    mutating func passToDecoding(_ happening: Happening<Never>) {
        if case .input(.resized(let columns, let rows)) = happening {
            place = Place(width: columns, height: rows, depth: place.depth)
        }
        decoding?.update(happening)
        guard let ending = decoding?.ending else { return }
        decoding = nil
        isFinished = ending == .quit
    }
}
