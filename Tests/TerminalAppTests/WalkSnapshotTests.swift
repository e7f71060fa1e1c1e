import Testing

@testable import TerminalApp

/// Screens as text, at the smallest usual size and at a large one.
///
/// `HEED_RECORD_SNAPSHOTS=1 swift test --filter WalkSnapshotTests` writes them anew.
@Suite struct WalkSnapshotTests {
    private static let tired = "The animal didn't cross the street because it was too tired"

    /// Names and the keys that lead to them from the first screen.
    private static let screens: [(name: String, path: String?, keys: [Key])] = [
        ("map", nil, []),
        ("block", nil, [.right, .right, .right]),
        ("lookup", "encoder.embedding.lookup", []),
        ("positions", "encoder.positional_encoding.sum", []),
        ("scores", "encoder.1.self_attention.scores", []),
        ("cells", "encoder.1.self_attention.scores", [.enter, .right, .up]),
        ("weights", "encoder.1.self_attention.weights", []),
        ("sentence", "encoder.1.self_attention.weights", "vvvvv".map { .character($0) }),
        ("concat", "encoder.0.self_attention.concat", []),
        ("norm", "encoder.0.self_attention.layer_norm.normalised", []),
        ("mask", "decoder.0.self_attention.masked", []),
        ("probabilities", "probabilities", []),
        ("from", "encoder.1.self_attention.scores", [.character("f"), .right]),
        ("to", "encoder.1.self_attention.scaled", [.character("t")]),
        ("what-if", "encoder.1.self_attention.head_output", [.character("e")]),
        ("lenses", "encoder.1.self_attention.weights", [.character("w")]),
        ("ledger", "encoder.1.self_attention.weights", [.character("y")]),
        ("help", "encoder.1.self_attention.weights", [.character("?")]),
        ("go-to", nil, [.character(":")] + "cross".map { .character($0) }),
        (
            "difference", "encoder.1.self_attention.weights",
            [.character("x"), .character("0"), .enter, .character("d"), .character("d")]
        ),
    ]

    @Test(arguments: [(80, 24), (160, 48)]) func screens(width: Int, height: Int) throws {
        for screen in Self.screens {
            var play = try Screenplay(Self.tired, width: width, height: height)
            if let path = screen.path {
                play.press(.enter)
                try play.walk.go(to: path)
            }
            for key in screen.keys { play.press(key) }
            try expectSnapshot(play.screen, "walk-\(screen.name)-\(width)x\(height)")
        }
    }
}
