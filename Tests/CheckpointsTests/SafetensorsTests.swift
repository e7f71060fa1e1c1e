import Foundation
import Tensors
import Testing

@testable import Checkpoints

@Suite struct SafetensorsTests {
    @Test func whatIsWrittenIsReadBack() throws {
        let matrix = Tensor([1, -2, 3.5, .infinity, 0x1p-149, -0.0], shape: [2, 3])
        let columns = matrix.view(shape: [2, 2], strides: [3, 1])
        let name = "weights[query=\"it\", key=è\u{1B}\n]"
        let file = try withTemporaryFolder { folder in
            try Safetensors.write(
                [
                    ("z", matrix), (name, columns), ("empty", Tensor([], shape: [0, 4])),
                    ("one", Tensor([7], shape: [])),
                ],
                metadata: ["step": "12", "note": "a \"quoted\" \\ text"], to: folder + "/file")
            return try Safetensors(path: folder + "/file")
        }
        // The file is gone by its name, not from memory.
        #expect(file.names == ["z", name, "empty", "one"])
        #expect(file.metadata == ["step": "12", "note": "a \"quoted\" \\ text"])
        #expect(file["z"] == matrix)
        #expect(file[name] == Tensor([1, -2, .infinity, 0x1p-149], shape: [2, 2]))
        #expect(file["empty"]?.shape == [0, 4])
        #expect(file["one"] == Tensor([7], shape: []))
        #expect(file["other"] == nil)
        #expect(file.count == 11)
    }

    /// Written by safetensors 0.8.0 for Python: `save({"b": [1, -2.5] as float16, "a": [[3, inf]] as
    /// float32}, metadata={"k": "v"})`.
    @Test func aFileOfThePythonLibraryIsRead() throws {
        let base64 = """
            iAAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJrIjoidiJ9LCJhIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsxLDJdLC\
            JkYXRhX29mZnNldHMiOlswLDhdfSwiYiI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6\
            WzgsMTJdfX0gAABAQAAAgH8APADB
            """
        let data = try #require(Data(base64Encoded: base64))
        let file = try withTemporaryFolder { folder in
            try data.write(to: URL(fileURLWithPath: folder + "/file"))
            return try Safetensors(path: folder + "/file")
        }
        #expect(file.metadata == ["k": "v"])
        #expect(file["a"] == Tensor([3, .infinity], shape: [1, 2]))
        #expect(file["b"] == Tensor([1, -2.5]))
    }

    @Test func numbersInOddPlacesAreCopied() throws {
        var bytes = safetensors(
            header: #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"# + " ")
        #expect(!bytes.count.isMultiple(of: 4))
        for number in [1.5, -3] as [Float] {
            withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let file = try withTemporaryFolder { folder in
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/file"))
            return try Safetensors(path: folder + "/file")
        }
        #expect(file["x"] == Tensor([1.5, -3]))
    }

    @Test func aDamagedFileIsNamed() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/a\u{1B}b"
            try Data(safetensors(header: "{")).write(to: URL(fileURLWithPath: path))
            expectError(
                "\(folder)/a\\u{1b}b is damaged: the header is not understood at byte 1: expected a string"
            ) { _ = try Safetensors(path: path) }
        }
    }

    @Test func aNameCannotBeTwice() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/file"
            for name in ["a", "__metadata__"] {
                expectError(
                    "cannot write \(path): a tensor cannot be named '\(name)': the name is taken"
                ) { try Safetensors.write([("a", Tensor([1])), (name, Tensor([2]))], to: path) }
            }
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func halfPrecisionIsWidened() {
        // IEEE 754-2019, binary16: ties of sign, exponent and fraction worked out by hand.
        for (bits, number) in [
            (0x0000, 0), (0x3C00, 1), (0xC000, -2), (0x3555, 0x1.554p-2), (0x7BFF, 65504),
            (0x0001, 0x1p-24), (0x03FF, 0x1.FF8p-15), (0x0400, 0x1p-14), (0x7C00, .infinity),
            (0xFC00, -.infinity),
        ] as [(UInt16, Float)] {
            #expect(Float(halfPrecisionBits: bits) == number)
        }
        #expect(Float(halfPrecisionBits: 0x8000).sign == .minus)
        #expect(Float(halfPrecisionBits: 0x7E00).isNaN)
    }

    #if arch(arm64) || os(Linux)
        @Test func halfPrecisionAgreesWithTheProcessor() {
            for bits in UInt16.min...UInt16.max {
                let expected = Float(Float16(bitPattern: bits))
                let number = Float(halfPrecisionBits: bits)
                guard number == expected || number.isNaN && expected.isNaN else {
                    Issue.record("\(bits): \(number) is not \(expected)")
                    return
                }
            }
        }
    #endif
}
