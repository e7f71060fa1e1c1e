/// What a person can ask of the walkthrough. Each has its keys in `KeyMap`.
enum Command: Sendable, Hashable, CaseIterable {
    case stepOn, stepBack, up, down, pageUp, pageDown, first, last
    case goIn, goOut, previousSlice, nextSlice
    case whereFrom, whereTo, trailBack
    case whatIf, setCell, undo, reset, compare
    case picture, numbers, scale, sort, zoomIn, zoomOut, colours, undim
    case lenses, ledger, map, decoding, learn
    case sentence, goTo, help, save
    case autoplay, faster, slower
    case quit
}
