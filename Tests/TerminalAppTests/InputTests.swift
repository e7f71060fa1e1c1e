import Testing

@testable import TerminalApp

@Suite struct InputTests {
    @Test func aKeyIsToldFromItsControlKey() {
        #expect(Input.key(.character("c")) != Input.key(.control("c")))
    }
}
