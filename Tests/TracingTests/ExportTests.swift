import Foundation
import Models
import Tensors
import Testing

@testable import Tracing

struct ExportTests {
    @Test func jsonLinesAreTheDocumentedObjects() throws {
        var lines: [String] = []
        let writer = JSONLinesWriter { lines.append($0) }
        SampleModel.model.run(
            source: SampleModel.source, target: SampleModel.target,
            in: Scope(tracer: Tracer(sink: writer), parameters: SampleModel.parameters))
        let trace = SampleModel.run()
        #expect(lines.count == trace.events.count)
        for (line, event) in zip(lines, trace.events) {
            #expect(line.hasSuffix("\n") && line.dropLast().allSatisfy { $0 != "\n" })
            let json = try JSONSerialization.jsonObject(with: Data(line.utf8))
            let object = try #require(json as? [String: Any])
            #expect(Set(object.keys) == ["path", "op", "inputs", "axes", "values"])
            #expect(object["path"] as? String == event.path)
            #expect(object["inputs"] as? [String] == event.inputs.map { trace.events[$0].path })
            var values: Any? = object["values"]
            for size in event.shape {
                let array = try #require(values as? [Any])
                #expect(array.count == size)
                values = array.last
            }
            let last = trace.value(of: event.id).elements.last ?? 0
            if last.isFinite { #expect((values as? NSNumber)?.floatValue == last, "\(event.path)") }
        }
    }

    @Test func numbersRoundTripAndInfinitiesAreStrings() {
        #expect(
            JSONText.values(of: Tensor([0.1, -.infinity, .nan, 1e-40])).text
                == "[0.1,\"-Infinity\",\"NaN\",1e-40]")
        #expect(JSONText.values(of: Tensor([5], shape: [])).text == "5.0")
        #expect(
            JSONText.string("a\"\\\n\u{1B}\u{9B}\u{2028}é").text
                == "\"a\\\"\\\\\\n\\u001b\\u009b\\u2028é\"")
    }

    /// The check value of CRC-32 for "123456789" (Williams 1993), and the layout that numpy reads.
    @Test func anArchiveHasTheLayoutOfNumPy() {
        #expect(NPZ.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
        let bytes = NPZ.encode([("a.b", Tensor([1, 2], shape: [1, 2]))])
        #expect(Array(bytes[0..<4]) == [0x50, 0x4B, 3, 4])
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2,), }"
        let start = 30 + "a.b.npy".utf8.count
        #expect(Array(bytes[start..<start + 8]) == [0x93] + Array("NUMPY".utf8) + [1, 0])
        #expect(
            String(decoding: bytes[start + 10..<start + 10 + header.utf8.count], as: UTF8.self)
                == header)
        let dataStart = start + 10 + Int(bytes[start + 8]) + 256 * Int(bytes[start + 9])
        #expect((dataStart - start) % 64 == 0)
        #expect(Array(bytes[dataStart..<dataStart + 8]) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
    }
}
