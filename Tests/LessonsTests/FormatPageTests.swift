import Foundation
import Testing

@testable import Lessons

/// The page that teaches the format names everything that there is.
@Suite struct FormatPageTests {
    private func page() throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Lessons/README.md")
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test func itNamesEverything() throws {
        let page = try page()
        let names =
            Directive.parts.map(\.name) + Directive.parts.flatMap(\.parts)
            + ChangeRequest.usages.map(\.name) + Function.all.map { $0.name + "(" }
            + TableFunction.all.map { $0.name + "(" } + PictureLook.pictures
            + ValueFormat.names + Evaluator.questions.map { $0.usage.prefix { $0 != "(" } + "(" }
        for name in names { #expect(page.contains(name), "\(name)") }
    }

    /// Every example block of the page is a directive that can be read.
    @Test func itsExamplesCanBeRead() throws {
        let blocks = try page().components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "\n```").first
        }
        #expect(blocks.count > 10)
        for block in blocks {
            let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(throws: Never.self, "\(block)") {
                try Directive(YAMLText(lines: lines.map(String.init), firstLine: 1).mapping())
            }
        }
    }
}
