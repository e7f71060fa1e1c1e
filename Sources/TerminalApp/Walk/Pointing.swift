// The mouse: it points where the keys would go.
extension Walk {
    mutating func handle(_ mouse: Mouse) {
        switch mouse.action {
        case .wheelUp: perform(.up)
        case .wheelDown: perform(.down)
        case .press: break
        }
    }
}
