import Drawing
import Testing

@testable import TerminalApp

@Suite struct WalkTests {
    @Test func look() throws {
        var play = try Screenplay(
            "The animal didn't cross the street because it was too tired", width: 100, height: 30)
        print(play.screen)
        play.press(.enter)
        play.type(":encoder.1.self_attention.scores")
        play.press(.enter)
        print(play.screen)
        play.press(.character("f"))
        print(play.screen)
    }
}
