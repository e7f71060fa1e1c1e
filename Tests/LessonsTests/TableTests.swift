import Foundation
import Testing
import Tracing

@testable import Lessons

@Suite struct TableTests {
    /// The worked numbers of the notes: 112 and 96, divided by 8, softmax 0.88 and 0.12.
    @Test func thinkingMachines() throws {
        let tables = """
            q: {values: [[8, 4, 4]], rows: query = Thinking, columns: feature}
            k: {values: [[8, 8, 4], [6, 8, 4]], rows: 'key = Thinking, Machines', columns: feature}
            scores: matmul_transposed(q, k)
            scaled: scale(scores, 1/sqrt(64))
            weights: softmax(scaled)
            """
        #expect(try number("scores[query=Thinking, key=Thinking]", tables: tables) == 112)
        #expect(try number("scores[key=Machines, query=0]", tables: tables) == 96)
        #expect(try number("scaled[query=0, key=0]", tables: tables) == 14)
        let expected = 1 / (1 + exp(-2.0))
        #expect(
            try abs(number("weights[query=0, key=Thinking]", tables: tables) - expected) < 1e-6)
        #expect(try value(of: "argmax(weights[query=0])", tables: tables) == .text("Thinking"))
    }

    @Test func aScaleSaysWhereItsFactorComesFrom() throws {
        let lines = ["x: [1, 2]", "y: scale(x, 1/sqrt(64))"]
        let definitions = try YAMLText(lines: lines, firstLine: 1).mapping().pairs.map {
            try TableDefinition($0.name, $0.value)
        }
        let scaled = try #require(try Trace().adding(definitions, models: GivenModels())["y"])
        #expect(scaled.event.op.name == "scale(by: 1 / sqrt(64))")
        #expect(scaled.value.elements == [0.125, 0.25])
    }

    @Test func normalisingCosinesAndTransposing() throws {
        let tables = """
            x: [[1, 2, 3], [2, 4, 6], [3, 0, -1]]
            n: normalise(x)
            c: cosines(x)
            t: transpose(x)
            """
        #expect(try abs(number("mean(n[row=0])", tables: tables)) < 1e-6)
        #expect(try abs(number("variance(n[row=1])", tables: tables) - 1) < 1e-4)
        #expect(try abs(number("n.variance[row=0]", tables: tables) - 2.0 / 3) < 1e-6)
        #expect(try abs(number("c[row=0, other_row=1]", tables: tables) - 1) < 1e-5)
        #expect(try abs(number("t[column=0, row=2]", tables: tables) - 3) < 1e-6)
        #expect(throws: Fault.self) { try value(of: "c[row=0]", tables: "c: cosines(d)") }
    }

    /// d/dw of (w x - y)^2 at w = 3, x = 2, y = 1 is 2 (6 - 1) 2 = 20.
    @Test func gradientsOfTables() throws {
        let tables = """
            w: [[3]]
            x: [[2]]
            wx: matmul(x, w)
            y: [[-1]]
            error: add(wx, y)
            squares: multiply(error, error)
            row: mean(squares)
            loss: mean(row)
            gradient: backward(loss)
            """
        #expect(try number("gradient.w[row=0, column=0]", tables: tables) == 20)
    }

    @Test func theModelsOwnTablesCanBeRead() throws {
        let tables = """
            words: lookup([cat, dog], encoder.embedding.table)
            hot: one_hot([cat, dog], encoder.embedding.table)
            product: matmul(hot, encoder.embedding.table)
            query: take(encoder.0.self_attention.weights[head=0, query=I])
            """
        let sentence = "I love you very much"
        #expect(try number("furthest(words, product)", tables: tables, sentence: sentence) == 0)
        #expect(
            try abs(number("sum(query)", tables: tables, sentence: sentence) - 1) < 1e-5)
    }

    /// What does not fit is said, and never ends the program.
    @Test(arguments: [
        "a: [[1, 2]]\nb: [[1, 2]]\nc: matmul(a, b)",
        "a: [1, 2]\nc: matmul(a, a)",
        "a: [[1, 2]]\nb: [[1], [2]]\nc: add(a, b)",
        "a: [[1, 2]]\nc: softmax(b)",
        "a: [[1, 2]]\nc: soft(a)",
        "a: [[1, 2]]\nc: split(a, 3)",
        "a: [[1, 2]]\na: softmax(a)",
        "a: [[1, 2], [3]]",
        "a: 5\nb: mean(a)",
        "a: 5\nb: softmax(a)",
        "a: normal(4000, 4000, 1)",
        "a: normal(1, 1)",
        "a: positions(5000, 4)",
        "a: mask(1000)",
        "a: [[1, 2]]\nc: concat(a)",
        "a: [[1, 2]]\nc: take(a)",
        "a: [[1, 2]]\nc: lookup([3], a)",
        "a: [[1, 2]]\nt: [7]\nc: cross_entropy(a, t)",
        "a: [[1, 2]]\nc: backward(a)",
        "a: [[1, 2]]\ngradient: backward(a)",
        "'a b': [1]",
        "a: {values: [1, 2], rows: 'x = p, q, r'}",
        "a: {value: [1, 2]}",
        "a: x",
        "a: normal(512, 512, 1)\nb: matmul(a, a)\nc: matmul_transposed(b, a)\nd: split(c, 65)",
    ])
    func badTablesAreErrors(_ tables: String) {
        #expect(throws: Fault.self) { try value(of: "1", tables: tables) }
    }

    /// Sums of d products of normal numbers have the variance d.
    @Test func randomNumbersAreNormal() throws {
        let tables = "a: normal(64, 64, 7)"
        #expect(try abs(number("mean(a)", tables: tables)) < 0.05)
        #expect(try abs(number("variance(a)", tables: tables) - 1) < 0.05)
    }
}
