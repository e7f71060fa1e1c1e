import Testing

@testable import Lessons

@Suite struct ParserTests {
    @Test func pagesBlocksAndPlaces() throws {
        let read = try lesson(
            """

            ## First

            Words over
            two lines {{ 1 + 1 }}.

            - an item
              and its rest
            1. first

            ```heed
            assert: 1 < 2
            ```
            ---
            > said

            ## Second

            ```
            as it is
            ```
            """)
        #expect(read.pages.map(\.title) == ["First", "Second"])
        let kinds = read.pages[0].blocks.map { block in
            switch block {
            case .prose(let prose): "\(prose.kind)"
            case .pause: "pause"
            case .directive: "directive"
            }
        }
        #expect(
            kinds == [
                "paragraph", "item(mark: \"•\")", "item(mark: \"1.\")", "directive", "pause",
                "quotation",
            ])
        guard case .prose(let prose) = read.pages[0].blocks[0] else { return }
        #expect(prose.text.slots.map(\.place) == [SourcePlace(line: 10, column: 14)])
        #expect(read.name == "t")
        #expect(Lesson.name(ofFile: "a/b/03-why-positions.md") == "why-positions")
    }

    /// Each with the line and the column at which an editor shows it.
    @Test(arguments: [
        ("Words.", "t.md:6:1: expected a page: a line that begins with '## '"),
        ("## A\n\nHi {{ 1", "t.md:8:4: '{{' without '}}'"),
        ("## A\n\nHi {{ 1 | 3 decimal places }}", "t.md:8:11: '3 decimal places' is no way"),
        ("## A\nHi\n```heed\nshow: a", "t.md:8:1: this block has no end"),
        ("## A\nHi\n```heed\nshw: a\n```", "t.md:9:1: 'shw' is no directive; did you mean 'show'?"),
        (
            "## A\nHi\n```heed\nshow: a\nnumber: true\n```",
            "t.md:10:1: 'number' is no part of 'show'; did you mean 'numbers'?"
        ),
        (
            "## A\nHi\n```heed\nshow: a\npicture: heatmap\n```",
            "t.md:10:10: 'heatmap' is no picture"
        ),
        ("## A\nHi\n```heed\nedit: postions_off\n```", "t.md:9:7: 'postions_off' is no change"),
        (
            "## A\nHi\n```heed\nedit:\n  - positions_off: booth\n```",
            "t.md:10:20: 'booth' is no side; did you mean 'both'?"
        ),
        ("## A\nHi\n```heed\nask: why\n```", "t.md:9:1: expected the kind of question"),
        ("## A\nHi\n```heed\ntry: it\n```", "t.md:9:1: expected either 'check' or 'find'"),
        ("## A\nHi\n```heed\n[\n```", "t.md:9:1: this is no YAML"),
        ("## A\nHi\n```heed\nassert: 1 <\n```", "t.md:9:12: expected a value"),
        ("## A\n\n# B\n\nHi", "t.md:8:1: the title stands in the header"),
        ("## A\n", "t.md:6:1: expected words under this heading"),
    ])
    func errorsSayWhere(_ body: String, _ message: String) {
        let found = problems(in: body)
        #expect(found.contains { $0.hasPrefix(message) }, "\(found)")
    }

    @Test func theHeaderIsChecked() {
        func problem(_ text: String) -> String? {
            do {
                _ = try Lesson(text, file: "t.md")
                return nil
            } catch { return "\(error)" }
        }
        #expect(problem("## A")?.hasPrefix("t.md:1:1: expected the header") == true)
        #expect(
            problem("---\ntitel: t\n---\n## A\nHi")?.hasPrefix(
                "t.md:2:1: 'titel' is no part of the header; did you mean 'title'?") == true)
        #expect(
            problem("---\ntitle: t\nminutes: some\n---\n## A\nHi")
                == "t.md:3:10: expected a whole number")
        #expect(problem(String(repeating: "x", count: 300_000))?.contains("at most") == true)
    }

    /// A lesson may come from anywhere: nothing in it makes the reader crash or run for long.
    @Test(arguments: [
        String(repeating: "[", count: 5000),
        String(repeating: "{a: ", count: 5000),
        String(repeating: "- ", count: 5000),
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ne: &e [*d, *d]\n"
            + "f: &f [*e, *e]\ng: &g [*f, *f]\nh: &h [*g, *g]\ni: &i [*h, *h]\nj: &j [*i, *i]\n"
            + "k: [*j, *j, *j, *j, *j, *j, *j, *j, *j, *j, *j, *j, *j, *j, *j, *j, *j, *j]",
        String(repeating: "x", count: 20_000),
        "show: {a: b}", "ask: [1]", "show: !!binary x", "\t", "? a", "show: null\nask: ~",
    ])
    func hostileBlocksAreErrors(_ block: String) {
        #expect(!problems(in: "## A\nHi\n```heed\n\(block)\n```").isEmpty)
    }

    @Test func messagesShowControlCharactersAsSymbols() {
        let found = problems(in: "## A\nHi\n```heed\nshow: \"\\e[31m\"\n```")
        #expect(!found.isEmpty && found.allSatisfy { !$0.contains("\u{1B}") }, "\(found)")
    }

    @Test(arguments: ChangeRequest.usages.map(\.name))
    func everyChangeIsReadAndWrittenAgain(_ name: String) throws {
        let examples = [
            "set": "{set: 'encoder.0.self_attention.mask[query=0, key=1]', to: -.inf}",
            "scale": "{scale: 'encoder.embedding.scaled', by: 2}",
            "hide": "{hide: 'encoder.0.self_attention.mask[query=0, key=1]'}",
            "open": "{open: 'decoder.0.self_attention.mask[query=0, key=1]'}",
            "hide_future": "{hide_future: encoder.0.self_attention}",
            "positions_off": "{positions_off: both}",
            "head_off": "{head_off: 'encoder.1.self_attention[head=0]'}",
            "residual_off": "{residual_off: all}",
            "norm_off": "{norm_off: encoder.0.feed_forward}",
            "part_off": "{part_off: encoder.0.feed_forward}",
            "attention_temperature": "{attention_temperature: 2}",
            "output_temperature": "{output_temperature: 0.5}",
            "sentence": "{sentence: 'I love you'}", "swap": "{swap: [0, 1]}",
            "reorder": "{reorder: [1, 0, 2, 3, 4, 5]}",
        ]
        let start = Context(
            Lesson.Header(
                title: "", number: nil, prerequisites: [], minutes: 1, model: "translation",
                sentence: "I love you very much"))
        func changes(_ source: String) throws -> Context {
            var context = start
            let text = YAMLText(lines: ["edit:", "- " + source], firstLine: 1)
            let place = SourcePlace(line: 1, column: 1)
            try context.apply(try Directive(text.mapping()), at: place, in: .shared)
            _ = try Laboratory.shared.reading(of: context.current, at: place)
            return context
        }
        let made = try changes(examples[name] ?? name).current.changes
        #expect(made.count == 1)
        #expect(try changes(made[0].source).current.changes == made)
    }
}
