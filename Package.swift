// swift-tools-version: 6.0
import PackageDescription

// Each target may import the targets above it and nothing below it.
// Every room names all that it imports, so that a change of a type compiles whatever knows it anew.
let core: [Target.Dependency] = ["Tensors", "Tracing", "Tokenizers", "Models"]
let reading: [Target.Dependency] = core + ["Checkpoints", "Decoding"]

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
            name: "Models", dependencies: ["Tensors", "Tracing", "Tokenizers"],
            exclude: ["README.md"]),
        .target(
            name: "Checkpoints", dependencies: core + ["JSON"], resources: [.copy("Bundled")]),
        .target(name: "Decoding", dependencies: core + ["Checkpoints"]),
        .target(name: "Training", dependencies: reading + ["CKernels", "JSON"]),
        .target(name: "Drawing", dependencies: ["Tensors"]),
        .target(name: "Guide", dependencies: reading + ["Drawing"]),
        .target(
            name: "Lessons",
            dependencies: reading + [
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
            dependencies: reading + ["CNcurses", "Guide", "Training", "Drawing", "Lessons"]),
        .executableTarget(
            name: "heed",
            dependencies: reading + [
                "Training", "Drawing", "Guide", "Lessons", "TerminalApp",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "Benchmarks",
            dependencies: reading + [
                "CKernels", "Training", "Guide", "PseudoTerminals",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], exclude: ["Peers", "README.md"]),
        // What the tests and the benchmarks run in a terminal, and the terminal.
        .executableTarget(
            name: "TerminalSample", dependencies: ["Drawing", "TerminalApp"],
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
        .testTarget(name: "TracingTests", dependencies: core),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(
            name: "TokenizersTests",
            dependencies: ["Tensors", "Tokenizers", "JSON", "ReferenceCases"]),
        .testTarget(
            name: "ModelsTests", dependencies: core + ["Checkpoints", "Training"],
            exclude: ["References"]),
        .testTarget(
            name: "CheckpointsTests",
            dependencies: core + ["Checkpoints", "JSON", "ReferenceCases"]),
        .testTarget(name: "TrainingTests", dependencies: reading + ["Training"]),
        .testTarget(
            name: "DrawingTests", dependencies: ["Tensors", "Drawing"], exclude: ["Snapshots"]),
        .testTarget(
            name: "DecodingTests", dependencies: reading + ["JSON", "ReferenceCases"]),
        .testTarget(name: "GuideTests", dependencies: reading + ["Guide", "ReferenceCases"]),
        .testTarget(
            name: "LessonsTests",
            dependencies: reading + ["Drawing", "Guide", "Lessons", "ReferenceCases"]),
        .testTarget(
            name: "TerminalAppTests",
            dependencies: reading + [
                "Training", "Drawing", "Guide", "Lessons", "CNcurses", "TerminalApp",
                "ReferenceCases",
            ],
            exclude: ["Snapshots"]),
        .testTarget(
            name: "WholeProgramTests",
            dependencies: ["Tensors", "heed", "TerminalSample", "PseudoTerminals", "CVTerm"]),
        .testTarget(
            name: "CommandTests", dependencies: ["heed", "ReferenceCases"], exclude: ["Snapshots"]),
    ],
    swiftLanguageModes: [.v6]
)
