import Foundation
import Tensors
import Testing

@testable import Checkpoints

struct SafetensorsTests {
    /// A folder that is gone after the test.
    private func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = NSTemporaryDirectory() + "heed-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    private func bytes(_ header: String, data: Int = 0, length: UInt64? = nil) -> Data {
        var bytes = withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) {
            Data($0)
        }
        bytes.append(Data(header.utf8))
        bytes.append(Data(count: data))
        return bytes
    }

    private func problem(_ bytes: Data) throws -> String {
        try withFolder { folder in
            let path = folder + "/x"
            try bytes.write(to: URL(filePath: path))
            do {
                _ = try Safetensors(path: path)
                return "none"
            } catch CheckpointError.damaged(_, let problem) {
                return problem
            }
        }
    }

    @Test func whatIsWrittenIsRead() throws {
        try withFolder { folder in
            let a = Tensor([1, -2, .infinity, .nan, 0, -0.0], shape: [2, 3])
            let path = folder + "/x.safetensors"
            try Safetensors.write(
                [("b.weight", a), ("a", Tensor([7], shape: []))], metadata: ["k": "v\n"], to: path)
            let file = try Safetensors(path: path)
            #expect(file.names == ["b.weight", "a"])
            #expect(file["b.weight"] == a)
            #expect(file["a"]?.shape == [])
            #expect(file.metadata == ["k": "v\n"])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder) == ["x.safetensors"])
        }
    }

    @Test func liesAreNamed() throws {
        func entry(_ dtype: String = "F32", _ shape: String = "[2]", _ offsets: String = "[0,8]")
            -> String
        {
            "{\"w\":{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}}"
        }
        #expect(try problem(bytes(entry(), data: 8)) == "none")
        let cases: [(Data, String)] = [
            (Data(), "it has 0 bytes; even the length of the header needs 8"),
            (
                bytes("{}", length: 1 << 40),
                "the header shall have 1099511627776 bytes, the file has 10"
            ),
            (
                bytes("{}", length: .max),
                "the header shall have 18446744073709551615 bytes, the file has 10"
            ),
            (bytes("{\"w\":"), "the header is not a JSON object"),
            (bytes("[1]"), "the header is not a JSON object"),
            (bytes("{\"w\":3}"), "tensor 'w' is not described by a dtype, a shape and two offsets"),
            (
                bytes(entry("F32", "[-2]"), data: 8),
                "tensor 'w' is not described by a dtype, a shape and two offsets"
            ),
            (
                bytes(entry("F32", "[2.5]"), data: 8),
                "tensor 'w' is not described by a dtype, a shape and two offsets"
            ),
            (bytes(entry("I64"), data: 8), "tensor 'w' is of type I64; expected F32"),
            (bytes(entry(), data: 4), "tensor 'w' ends at byte 8 of 4"),
            (
                bytes(entry("F32", "[3]"), data: 8),
                "tensor 'w' has 8 bytes; its shape [3] needs others"
            ),
            (
                bytes(entry("F32", "[4503599627370496,4503599627370496]"), data: 8),
                "tensor 'w' has 8 bytes; its shape [4503599627370496, 4503599627370496] needs others"
            ),
            (bytes(entry("F32", "[2]", "[4,12]"), data: 12), "tensor 'w' leaves a hole of 4 bytes"),
            (bytes(entry("F32", "[2]", "[8,0]"), data: 8), "tensor 'w' leaves a hole of 8 bytes"),
            (bytes(entry(), data: 9), "1 bytes behind the last tensor belong to none"),
            (bytes("{\"__metadata__\":{\"a\":1}}"), "the metadata are not all text"),
            (
                bytes("{\"\u{9B}\":3}"),
                "tensor '\\u{9b}' is not described by a dtype, a shape and two offsets"
            ),
        ]
        for (data, expected) in cases { #expect(try problem(data) == expected) }
        let overlap = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}
            """
        #expect(try problem(bytes(overlap, data: 12)) == "tensor 'b' overlaps the one before it")
    }

    /// Whatever stands in the file is read or refused, never a crash.
    @Test func anyBytesAreReadOrRefused() throws {
        let valid = try Safetensors.encode(
            [("a", Tensor([1, 2, 3])), ("b", Tensor([4], shape: [1, 1]))], metadata: ["x": "y"])
        var state: UInt64 = 99
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        try withFolder { folder in
            let path = folder + "/x"
            var refused = 0
            for _ in 0..<1500 {
                var bytes = valid
                for _ in 0...random(3) {
                    let place = random(bytes.count)
                    switch random(3) {
                    case 0: bytes[place] = UInt8(random(256))
                    case 1: bytes.remove(at: place)
                    default: bytes = bytes.prefix(max(place, 1))
                    }
                }
                try bytes.write(to: URL(filePath: path))
                do { _ = try Safetensors(path: path) } catch is CheckpointError { refused += 1 }
            }
            #expect(refused > 500)
        }
    }

    @Test func aMissingFileAndAnUnwritableFolderAreErrors() throws {
        #expect(throws: CheckpointError.unreadable("/nowhere/x", "No such file or directory")) {
            try Safetensors(path: "/nowhere/x")
        }
        #expect(throws: CheckpointError.unreadable("/", "not an ordinary file")) {
            try Safetensors(path: "/")
        }
        #expect(throws: CheckpointError.unwritable("/nowhere/x", "No such file or directory")) {
            try Safetensors.write([], to: "/nowhere/x")
        }
    }

    @Test func aFailedWriteLeavesTheOldFile() throws {
        try withFolder { folder in
            let path = folder + "/x"
            try Safetensors.write([("a", Tensor([1]))], to: path)
            // A folder stands where the temporary file would be written.
            let temporary = "\(path).\(getpid()).part"
            try FileManager.default.createDirectory(
                atPath: temporary, withIntermediateDirectories: true)
            #expect(throws: CheckpointError.self) {
                try Safetensors.write([("a", Tensor([2]))], to: path)
            }
            #expect(try Safetensors(path: path)["a"]?.elements == [1])
        }
    }
}
