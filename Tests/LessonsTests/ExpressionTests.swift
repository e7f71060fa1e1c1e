import Testing

@testable import Lessons

@Suite struct ExpressionTests {
    @Test(arguments: [
        ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4), ("8 - 3 - 2", 3),
        ("16 / 4 / 2", 2), ("1e-3 * 1000", 1), ("sqrt(16) + abs(-2)", 6), ("2 - -1", 3),
    ])
    func arithmeticKeepsTheUsualOrder(_ expression: String, _ expected: Double) throws {
        #expect(abs(try number(expression) - expected) < 1e-12)
    }

    @Test(arguments: [
        ("1 < 2 and 2 < 3", true), ("1 > 2 or 2 >= 2", true), ("not 1 < 2", false),
        ("0.1 + 0.2 == 0.3", true), ("1 != 1", false), ("'a' == 'a'", true), ("'a' != 'b'", true),
        ("1 > 2 or 1 > 2 and 1 < 2", false),
    ])
    func comparisons(_ expression: String, _ expected: Bool) throws {
        #expect(try value(of: expression) == .truth(expected))
    }

    /// By hand: the mean of 1, 2, 3, 6 is 3, their squared distances 4, 1, 0, 9 have the mean 3.5.
    @Test(arguments: [
        ("sum(x)", 12), ("mean(x)", 3), ("variance(x)", 3.5), ("std(x)", 1.8708286933869707),
        ("max(x)", 6), ("min(x)", 1), ("norm(x)", 7.0710678118654755), ("count(x)", 4),
        ("dot(x, y)", 13), ("cosine(x, x)", 1), ("distance(x, y)", 6.48074069840786),
        ("furthest(x, y)", 5), ("between(x, 2, 3)", 2), ("x[row=3]", 6), ("exp(0) + log(1)", 1),
        ("sin(0) + cos(0)", 1),
    ])
    func functions(_ expression: String, _ expected: Double) throws {
        let tables = "x: [1, 2, 3, 6]\ny: [4, 0, 1, 1]"
        #expect(abs(try number(expression, tables: tables) - expected) < 1e-6)
    }

    @Test func placesAreNamedByTheirLabels() throws {
        let tables = "x: {values: [0.1, 0.7, 0.2], rows: 'word = cat, dog, cow'}"
        #expect(try value(of: "argmax(x)", tables: tables) == .text("dog"))
        #expect(try value(of: "argmin(x)", tables: tables) == .text("cat"))
        #expect(try abs(number("x[word=cow]", tables: tables) - 0.2) < 1e-7)
    }

    /// The message and the column, counted from 1.
    @Test(arguments: [
        ("1 +", 4, "expected a value, found the end"),
        ("(1", 3, "expected ')', found the end"),
        ("medn(1)", 1, "'medn' is no function; did you mean 'mean'? expected one of: "),
        ("1 + 'a'", 3, "'+' cannot stand between a number and the text 'a'"),
        ("sum('a')", 1, "sum(a): expected numbers, not the text 'a'"),
        ("dot(1)", 1, "dot(a, b): expected two arguments"),
        ("nowhere:a.b", 1, "'nowhere' is no run; expected one of: before"),
        ("1 2", 3, "expected an operator or the end, found '2'"),
        ("'a", 3, "expected a closing ', found the end"),
        ("a[b=", 5, "expected ']', found the end"),
    ])
    func errorsSayWhereAndWhat(_ expression: String, _ column: Int, _ message: String) {
        let fault = #expect(throws: Fault.self) { try value(of: expression) }
        #expect(fault?.place.column == column)
        #expect(fault?.message.hasPrefix(message) == true, "\(fault?.message ?? "")")
    }

    @Test func depthIsBounded() {
        let brackets = String(repeating: "(", count: 500) + "1" + String(repeating: ")", count: 500)
        #expect(throws: Fault.self) { try value(of: brackets) }
        #expect(throws: Fault.self) { try value(of: String(repeating: "-", count: 1000) + "1") }
        #expect(throws: Fault.self) {
            try value(of: "sum(" + String(repeating: "1,", count: 2000) + "1)")
        }
    }

    @Test func aModelsValuesAndTexts() throws {
        let sentence = "I love you very much"
        #expect(try value(of: "translation", sentence: sentence) == .text("Ti amo molto"))
        #expect(try value(of: "sentence", sentence: sentence) == .text(sentence))
        #expect(try number("changes", sentence: sentence) == 0)
        // Four maps of 64 x 64 with biases of 64: query, key, value and projection.
        #expect(
            try number("parameters(encoder.0.self_attention.*.bias)", sentence: sentence)
                == Double(4 * 64))
        #expect(
            try number("parameters(encoder.0.self_attention.*.weight)", sentence: sentence)
                == Double(4 * 64 * 64))
        #expect(try number("size(probabilities, token)", sentence: sentence) == 349)
    }

    @Test func formats() {
        #expect(ValueFormat("2 decimals")?.text(of: .number(0.8765)) == "0.88")
        #expect(ValueFormat("percent")?.text(of: .number(0.8765)) == "88 %")
        #expect(ValueFormat("whole")?.text(of: .number(67_108_864)) == "67,108,864")
        #expect(ValueFormat("whole")?.text(of: .number(-1234)) == "-1,234")
        #expect(ValueFormat("whole")?.text(of: .number(999)) == "999")
        #expect(ValueFormat.short.text(of: .number(262)) == "262")
        #expect(ValueFormat("two decimals") == nil)
    }
}
