import JSON
import Testing

struct JSONTests {
    private func problem(_ text: String) -> String? {
        do {
            _ = try JSONValue(Array(text.utf8))
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func everyKindOfValueIsRead() throws {
        let value = try JSONValue(
            Array(#" {"a": [1, -2.5e3, true, null], "b": {"c": "\u00e9\ud83d\ude42\n"}} "#.utf8))
        #expect(value["a"]?.array == [.number(1), .number(-2500), .bool(true), .null])
        #expect(value["a"]?.array?[0].integer == 1)
        #expect(value["a"]?.array?[1].integer == -2500)
        #expect(value["b"]?["c"]?.string == "é🙂\n")
        #expect(value["d"] == nil)
    }

    /// Text, problem.
    @Test(arguments: [
        ("", "byte 0: expected a value"), ("tru", "byte 0: expected true or false"),
        ("[1,]", "byte 3: expected a value"), ("[1 2]", "byte 3: expected ',' or ']'"),
        ("{\"a\" 1}", "byte 5: expected ':'"), ("01", "byte 0: expected a number"),
        ("1.", "byte 0: expected a number"), ("-", "byte 0: expected a number"),
        ("--1", "byte 0: expected a number"), ("1e999", "byte 0: expected a number"),
        ("[] x", "byte 3: expected the end of the text"),
        ("\"\\ud800\"", "byte 8: expected the second half of a surrogate pair"),
    ])
    func whatIsNoJSONIsRefused(text: String, problem: String) {
        #expect(self.problem(text) == "the text is not understood at " + problem)
    }

    @Test func aNameThatOccursTwiceIsRefused() {
        #expect(problem(#"{"a\u0007": 1, "a\u0007": 2}"#) == "'a\\u{7}' occurs twice in the text")
    }

    @Test func namesThatOnlyLookEqualAreDifferent() throws {
        var scanner = JSONScanner(Array(#"{"\u00e9": 1, "e\u0301": 2}"#.utf8))
        var names: [[UInt8]] = []
        try scanner.members { scanner, name in
            names.append(name)
            _ = try scanner.wholeNumber()
        }
        #expect(names == [[0xC3, 0xA9], [0x65, 0xCC, 0x81]])
    }

    @Test func nestingWithoutEndIsRefused() {
        let text = String(repeating: "[", count: 1_000_000)
        #expect(
            problem(text)
                == "the text is not understood at byte 101: expected at most 100 values in each other"
        )
        #expect(
            problem(String(repeating: "[", count: 100) + String(repeating: "]", count: 100)) == nil)
    }

    /// Every text that is cut short or has a byte changed is read or refused, never a crash.
    @Test func damagedTextsAreRefused() {
        let text = Array(#"{"a": [1, -2.5e3, true, null, "\u00e9\ud83d\ude42\n"], "b": {}}"#.utf8)
        var refused = 0
        for position in text.indices {
            for byte in [0, 0x22, 0x5C, 0x7B, 0x5D, 0x2C, 0x80, 0xFF, text[position] ^ 1] {
                var damaged = text
                damaged[position] = byte
                for bytes in [damaged, Array(text[..<position])]
                where (try? JSONValue(bytes)) == nil {
                    refused += 1
                }
            }
        }
        #expect(refused > text.count)
    }
}
