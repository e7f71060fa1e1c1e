// swift-tools-version: 6.0
import PackageDescription

// Each target may import the targets above it and nothing below it.
let package = Package(
    name: "heed",
    platforms: [.macOS(.v14)],
    products: [.executable(name: "heed", targets: ["heed"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Optimised in debug builds too, or the tests would take hours. Contraction is off so
        // that a product and a sum round as they are written, on every processor.
        .target(
            name: "CKernels",
            cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off", "-fno-math-errno"])]),
        .target(name: "Tensors", dependencies: ["CKernels"]),
        .target(name: "Tracing", dependencies: ["Tensors", "CKernels"]),
        .target(name: "JSON"),
        .target(name: "Tokenizers", dependencies: ["JSON"]),
        .target(
            name: "Models", dependencies: ["Tracing", "Tokenizers"], exclude: ["README.md"]),
        .target(
            name: "Checkpoints", dependencies: ["Models", "JSON"], resources: [.copy("Bundled")]),
        .target(name: "Decoding", dependencies: ["Checkpoints"]),
        .target(name: "Training", dependencies: ["Checkpoints", "Decoding", "CKernels"]),
        .target(name: "Drawing"),
        .target(name: "Guide", dependencies: ["Decoding", "Drawing"]),
        .target(
            name: "Lessons",
            dependencies: [
                "Guide", "Training", "Drawing", .product(name: "Yams", package: "Yams"),
            ],
            path: "Lessons", exclude: ["README.md"], resources: [.copy("Course")]),
        .target(
            name: "CNcurses",
            linkerSettings: [
                .linkedLibrary("ncursesw", .when(platforms: [.linux])),
                .linkedLibrary("ncurses", .when(platforms: [.macOS])),
            ]),
        .target(
            name: "TerminalApp",
            dependencies: ["CNcurses", "Guide", "Training", "Drawing", "Lessons"]),
        .executableTarget(
            name: "heed",
            dependencies: [
                "TerminalApp",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CKernels", "Tensors", "Tracing", "Tokenizers", "Models", "Checkpoints",
                "Decoding", "Training", "Guide", "PseudoTerminals",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], exclude: ["Peers", "README.md"]),
        // What the tests and the benchmarks run in a terminal, and the terminal.
        .executableTarget(
            name: "TerminalSample", dependencies: ["TerminalApp"],
            path: "Tests/Support/TerminalSample"),
        .target(name: "CPseudoTerminal", path: "Tests/Support/CPseudoTerminal"),
        .target(
            name: "PseudoTerminals", dependencies: ["CPseudoTerminal"],
            path: "Tests/Support/PseudoTerminals"),
        // The terminal emulator of the tests.
        .systemLibrary(
            name: "CVTerm", path: "Tests/Support/CVTerm", pkgConfig: "vterm",
            providers: [.apt(["libvterm-dev"]), .brew(["libvterm"])]),
        .target(name: "ReferenceCases", path: "Tests/Support/ReferenceCases"),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors", "CKernels"]),
        .testTarget(name: "TracingTests", dependencies: ["Models"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(
            name: "TokenizersTests", dependencies: ["Tokenizers", "JSON", "ReferenceCases"]),
        .testTarget(name: "ModelsTests", dependencies: ["Training"], exclude: ["References"]),
        .testTarget(
            name: "CheckpointsTests", dependencies: ["Checkpoints", "JSON", "ReferenceCases"]),
        .testTarget(name: "TrainingTests", dependencies: ["Training"]),
        .testTarget(name: "DrawingTests", dependencies: ["Drawing"], exclude: ["Snapshots"]),
        .testTarget(
            name: "DecodingTests", dependencies: ["Decoding", "JSON", "ReferenceCases"]),
        .testTarget(name: "GuideTests", dependencies: ["Guide", "ReferenceCases"]),
        .testTarget(name: "LessonsTests", dependencies: ["Lessons"]),
        .testTarget(
            name: "TerminalAppTests", dependencies: ["TerminalApp", "Lessons", "ReferenceCases"],
            exclude: ["Snapshots"]),
        .testTarget(
            name: "WholeProgramTests",
            dependencies: ["heed", "TerminalSample", "PseudoTerminals", "CVTerm"]),
        .testTarget(
            name: "CommandTests", dependencies: ["heed", "ReferenceCases"], exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v6]
)
