import JSON
import Tensors
import Testing

@testable import Checkpoints

/// Damages a small file in thousands of ways: each is refused, or what is accepted is sound.
@Suite struct SafetensorsFuzzTests {
    private static let valid: [UInt8] = {
        let header = """
            {"__metadata__":{"format":"heed"},\
            "a.table":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
            "b":{"dtype":"F16","shape":[4],"data_offsets":[24,32]}}
            """
        return safetensors(header: header, dataSize: 32)
    }()

    @Test func everyDamageIsRefusedOrHarmless() throws {
        var generator = SeededGenerator(seed: 20)
        var refused = 0
        for round in 0..<20_000 {
            var bytes = Self.valid
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                Self.mutate(&bytes, using: &generator)
            }
            do {
                try Self.check(bytes)
            } catch  where error is Damage || error is JSONError {
                refused += 1
            } catch {
                Issue.record("round \(round): \(error)")
            }
        }
        // Most of it is noticed; what only changes names, text and numbers is not.
        #expect(refused > 12_000 && refused < 20_000)
    }

    /// What the fuzzing found, in other readers too.
    @Test(arguments: [
        // The strides of such a shape overflow although it holds nothing.
        #"{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}"#,
        // A general JSON reader takes true for 1.
        #"{"a":{"dtype":"F32","shape":[true],"data_offsets":[0,4]}}"#,
        // ... keeps one of two.
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        // ... or runs out of stack.
        String(repeating: "[", count: 100_000),
        String(repeating: #"{"a":"#, count: 100_000),
    ])
    func foundCasesAreRefused(header: String) {
        #expect {
            try Self.check(safetensors(header: header, dataSize: header.contains("[0,4]") ? 4 : 0))
        } throws: {
            $0 is Damage || $0 is JSONError
        }
    }

    /// Reads the header and compares what it promises with the bytes, by other arithmetic.
    private static func check(_ bytes: [UInt8]) throws {
        let header = try bytes.withUnsafeBytes { try SafetensorsHeader(of: $0) }
        let length = bytes[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        var next = 8 + length
        for entry in header.entries {
            #expect(entry.range.lowerBound == next)
            #expect(
                entry.shape.reduce(Double(entry.type.size)) { $0 * Double($1) }
                    == Double(entry.range.count))
            next = entry.range.upperBound
        }
        #expect(next == bytes.count)
    }

    private static func mutate(
        _ bytes: inout [UInt8], using generator: inout SeededGenerator
    ) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 1...12, using: &generator))
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = .random(in: 0...255, using: &generator)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 4: bytes.removeSubrange(place...)
        case 5: bytes[min(place, 7)] = .random(in: 0...255, using: &generator)
        case 6: bytes.append(contentsOf: bytes[place..<end])
        default:
            let pieces = [
                "0", "-1", "9223372036854775807", "99999999999999999999", "1e9", "true", "[", "]",
                "{", "}", "\"", "\\u0000", "\\ud800", ",", ":", "null", "I64", "\u{0}",
            ]
            let piece = pieces.randomElement(using: &generator) ?? ""
            bytes.replaceSubrange(place..<end, with: Array(piece.utf8))
        }
    }
}
