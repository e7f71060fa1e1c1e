import JSON
import Testing

@testable import Checkpoints

@Suite struct SafetensorsHeaderTests {
    private func header(of bytes: [UInt8]) throws -> SafetensorsHeader {
        try bytes.withUnsafeBytes { try SafetensorsHeader(of: $0) }
    }

    private func damage(of bytes: [UInt8]) -> String? {
        do {
            _ = try header(of: bytes)
            return nil
        } catch {
            return (error as? Damage)?.problem ?? (error as? JSONError)?.description
        }
    }

    @Test func theEntriesAreInTheOrderOfTheData() throws {
        let text = """
            {"__metadata__": {"format": "pt", "note": "a\\u00e9\\ud83d\\ude00\\n\\"\\\\\\/"},
             "late": {"dtype": "F32", "shape": [2, 3], "data_offsets": [6, 30]},
             "empty": {"shape": [0, 7], "data_offsets": [6, 6], "dtype": "F32"},
             "early": {"data_offsets": [0, 6], "dtype": "BF16", "shape": [3]}}\u{20}\u{20}
            """
        let header = try header(of: safetensors(header: text, dataSize: 30))
        let start = 8 + text.utf8.count
        #expect(header.metadata == ["format": "pt", "note": "aé😀\n\"\\/"])
        #expect(header.entries.map(\.name) == ["early", "empty", "late"])
        #expect(header.entries.map(\.type) == [.bfloat16, .float32, .float32])
        #expect(header.entries.map(\.shape) == [[3], [0, 7], [2, 3]])
        #expect(
            header.entries.map(\.range) == [
                start..<start + 6, start + 6..<start + 6, start + 6..<start + 30,
            ])
    }

    @Test func aSingleNumberHasNoAxes() throws {
        let text = #"{"x":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}"#
        #expect(try header(of: safetensors(header: text, dataSize: 4)).entries[0].shape == [])
    }

    @Test func aFileMayHoldNothing() throws {
        #expect(try header(of: safetensors(header: "{}")).entries.isEmpty)
    }

    @Test(arguments: [
        ([], "it has 0 bytes; the length of the header alone needs 8"),
        ([1, 0, 0, 0, 0, 0, 0], "it has 7 bytes; the length of the header alone needs 8"),
        (
            [3, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D],
            "its header has 3 bytes, but the file ends after 2"
        ),
        (
            [0x01, 0xE1, 0xF5, 0x05, 0, 0, 0, 0, 0x7B, 0x7D],
            "its header has 100000001 bytes; expected at most 100000000"
        ),
        (
            [UInt8](repeating: 0xFF, count: 16),
            "its header has 18446744073709551615 bytes; expected at most 100000000"
        ),
        (
            [4, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x22, 0xFF, 0x22],
            "the header is not understood at byte 4: expected UTF-8 text"
        ),
    ])
    func lyingLengthsAndBrokenTextAreFound(bytes: [UInt8], problem: String) {
        #expect(damage(of: bytes) == problem)
    }

    /// Header, problem.
    @Test(arguments: [
        ("", "byte 0: expected '{'"),
        ("[]", "byte 0: expected '{'"),
        ("{", "byte 1: expected a string"),
        ("{}x", "byte 2: expected the end of the header"),
        (#"{"a""#, "byte 4: expected ':'"),
        (#"{"a":1}"#, "byte 5: expected '{'"),
        (#"{"a":null}"#, "byte 5: expected '{'"),
        (#"{"a":{"dtype":1}}"#, "byte 14: expected a string"),
        (#"{"a":{"shape":[true]}}"#, "byte 15: expected a whole number from 0 on"),
        (#"{"a":{"shape":[-1]}}"#, "byte 15: expected a whole number from 0 on"),
        (#"{"a":{"shape":[01]}}"#, "byte 15: expected a whole number from 0 on"),
        (#"{"a":{"shape":[1.0]}}"#, "byte 16: expected ',' or ']'"),
        (#"{"a":{"shape":[1e3]}}"#, "byte 16: expected ',' or ']'"),
        (#"{"a":{"shape":[1,]}}"#, "byte 17: expected a whole number from 0 on"),
        (
            #"{"a":{"shape":[9223372036854775808]}}"#,
            "byte 33: expected a number of at most 63 bits"
        ),
        (#"{"a":{"shape":[[1]]}}"#, "byte 15: expected a whole number from 0 on"),
        (#"{"__metadata__":{"a":1}}"#, "byte 21: expected a string"),
        (#"{"__metadata__":"a"}"#, "byte 16: expected '{'"),
        ("{\"\n", "byte 3: expected \\u00.. for a control character"),
        (#"{"\q"#, "byte 4: expected an escape that JSON has"),
        (#"{"\u12x4"#, "byte 7: expected four hexadecimal digits"),
        (#"{"\ud800a"#, "byte 9: expected the second half of a surrogate pair"),
        (#"{"\udc00""#, "byte 8: expected a pair of surrogates"),
        (#"{"abc"#, "byte 5: expected the end of a string"),
    ])
    func brokenJSONIsFound(header: String, problem: String) {
        #expect(
            damage(of: safetensors(header: header))
                == "the header is not understood at " + problem)
    }

    /// The description of one tensor, problem; 16 bytes of data follow.
    @Test(arguments: [
        (
            #"{"dtype":"F8_E5M2","shape":[16],"data_offsets":[0,16]}"#,
            "is of type 'F8_E5M2'; expected one of F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL"
        ),
        (
            #"{"dtype":"f32\u001b","shape":[4],"data_offsets":[0,16]}"#,
            #"is of type 'f32\u{1b}'; expected one of F32, F16, BF16, F64, I64, I32, I16, I8, U8, BOOL"#
        ),
        (
            #"{"shape":[4],"data_offsets":[0,16]}"#,
            "is not described by a dtype, a shape and two data_offsets"
        ),
        (
            #"{"dtype":"F32","shape":[4],"data_offsets":[16]}"#,
            "is not described by a dtype, a shape and two data_offsets"
        ),
        (
            #"{"dtype":"F32","shape":[4],"data_offsets":[0,8,16]}"#,
            "is not described by a dtype, a shape and two data_offsets"
        ),
        (
            #"{"dtype":"F32","shape":[4],"data_offsets":[16,0]}"#,
            "begins at byte 16 of the data and ends at 0"
        ),
        (
            #"{"dtype":"F32","shape":[5],"data_offsets":[0,20]}"#,
            "ends at byte 20 of the data, which have 16"
        ),
        (
            #"{"dtype":"F32","shape":[4],"data_offsets":[0,9223372036854775807]}"#,
            "ends at byte 9223372036854775807 of the data, which have 16"
        ),
        (
            #"{"dtype":"F32","shape":[3],"data_offsets":[4,16]}"#,
            "leaves a hole of 4 bytes before it"
        ),
        (
            #"{"dtype":"F32","shape":[5],"data_offsets":[0,16]}"#,
            "has 16 bytes; its shape [5] needs 20"
        ),
        (
            #"{"dtype":"F16","shape":[2,2],"data_offsets":[0,16]}"#,
            "has 16 bytes; its shape [2, 2] needs 8"
        ),
        (
            #"{"dtype":"F32","shape":[0],"data_offsets":[0,16]}"#,
            "has 16 bytes; its shape [0] needs 0"
        ),
        (
            #"{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16]}"#,
            "has a shape [4294967296, 4294967296] that no file can hold"
        ),
        (
            #"{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,4],"data_offsets":[0,16]}"#,
            "has 17 axes; expected at most 16"
        ),
        (
            #"{"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":0}"#,
            "has an entry 'x'; expected dtype, shape and data_offsets"
        ),
    ])
    func aLieAboutATensorIsFound(description: String, problem: String) {
        #expect(
            damage(of: safetensors(header: #"{"a":\#(description)}"#, dataSize: 16))
                == "tensor 'a' " + problem)
    }

    @Test func liesAboutSeveralTensorsAreFound() {
        func file(_ first: String, _ second: String, name: String = "b") -> [UInt8] {
            func tensor(_ offsets: String) -> String {
                #"{"dtype":"F32","shape":[2],"data_offsets":\#(offsets)}"#
            }
            let header = #"{"a":\#(tensor(first)),"\#(name)":\#(tensor(second))}"#
            return safetensors(header: header, dataSize: 20)
        }
        #expect(
            damage(of: file("[0,8]", "[4,12]"))
                == "tensor 'b' overlaps the one before it by 4 bytes")
        #expect(
            damage(of: file("[0,8]", "[0,8]")) == "tensor 'b' overlaps the one before it by 8 bytes"
        )
        #expect(
            damage(of: file("[0,8]", "[12,20]")) == "tensor 'b' leaves a hole of 4 bytes before it")
        #expect(damage(of: file("[0,8]", "[8,16]")) == "its last 4 bytes belong to no tensor")
        #expect(damage(of: file("[0,8]", "[8,16]", name: "a")) == "'a' occurs twice in the header")
    }

    @Test func otherNamesThatOccurTwiceAreFound() {
        #expect(
            damage(of: safetensors(header: #"{"__metadata__":{"k":"1","k":"2"}}"#))
                == "'k' occurs twice in the header")
        #expect(
            damage(of: safetensors(header: #"{"a":{"dtype":"F32","dtype":"F32"}}"#))
                == "'dtype' occurs twice in the header")
    }
}
