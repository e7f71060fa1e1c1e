import Foundation
import Tensors
import Testing

@testable import Tracing

struct ExplanationTests {
    private let trace = SampleModel.run()

    private func explain(_ cell: String, depth: Int, most: Int) throws -> Explanation {
        trace.explain(try Selector(cell).resolveCell(in: trace.events), depth: depth, most: most)
    }

    @Test func termsAndRestTogetherAreTheValue() throws {
        let node = try explain(
            "encoder.0.self_attention.scores[head=1, query=is, key=a]", depth: 1, most: 2)
        #expect(node.terms.count == 2)
        #expect(node.rest.count == 2)
        let sum = node.terms.reduce(node.rest.contribution) { $0 + $1.contribution }
        #expect(abs(sum - node.value) < 1e-5)
        #expect(node.combined.bitPattern == node.value.bitPattern)
        let sizes = node.terms.map(\.contribution.magnitude)
        #expect(sizes == sizes.sorted(by: >))
    }

    @Test func theTreeReachesTokensAndWeights() throws {
        var leaves: Set<String> = []
        func walk(_ node: Explanation) {
            if node.terms.isEmpty { leaves.insert(node.op) }
            for factor in node.terms.flatMap(\.factors) { walk(factor) }
        }
        walk(try explain("encoder.0.self_attention.query[query=is, feature=3]", depth: 9, most: 3))
        #expect(leaves.isSuperset(of: ["parameter", "token ids", "sinusoidal positions"]))
    }

    @Test func aLimitBoundsTheTree() throws {
        func size(_ node: Explanation) -> Int {
            1 + node.terms.flatMap(\.factors).reduce(0) { $0 + size($1) }
        }
        let cell = try Selector("probabilities[position=0, token=1]").resolveCell(in: trace.events)
        let tree = trace.explain(cell, depth: 40, most: 8, limit: 2000)
        #expect(size(tree) > 100)
        #expect(size(tree) < 4000)
    }

    @Test func jsonHasTheDocumentedForm() throws {
        let node = try explain(
            "encoder.0.self_attention.weights[head=0, query=is, key=cat#1]", depth: 2, most: 3)
        let json = try JSONSerialization.jsonObject(
            with: Data(JSONText.explanation(node).text.utf8))
        let object = try #require(json as? [String: Any])
        #expect(
            object["cell"] as? String
                == "encoder.0.self_attention.weights[head=0, query=is, key=cat#1]")
        #expect(object["op"] as? String == "softmax(axis: key)")
        #expect(object["formula"] is String)
        #expect(Float(object["value"] as? Double ?? 0) == node.value)
        let terms = try #require(object["terms"] as? [[String: Any]])
        #expect(terms.count == 3)
        for key in ["cell", "value", "op", "formula", "terms", "contribution"] {
            #expect(terms[0][key] != nil, "\(key)")
        }
    }
}
