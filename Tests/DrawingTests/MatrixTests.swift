import Foundation
import Tensors
import Testing

@testable import Drawing

extension Matrix {
    /// A copy of all values, row by row.
    var values: [Float] { values(rows: 0..<rows, columns: 0..<columns) }
}

/// Matrices as views: what they show of a tensor is what a copy of it would show.
struct MatrixTests {
    /// The same, copied at each step.
    private struct Copy {
        var rows: [[Float]]

        var transposed: Copy {
            Copy(rows: rows[0].indices.map { column in rows.map { $0[column] } })
        }
        func picking(rows places: [Int]) -> Copy { Copy(rows: places.map { rows[$0] }) }
        func picking(columns places: [Int]) -> Copy {
            Copy(rows: rows.map { row in places.map { row[$0] } })
        }

        /// One number for each block.
        func pooled(_ down: Span, _ across: Span, _ pooling: Pooling) -> [Float] {
            (0..<down.cells).flatMap { row in
                (0..<across.cells).map { column in
                    let block = down.values(of: row).flatMap { rows[$0][across.values(of: column)] }
                    if block.contains(where: \.isNaN) { return .nan }
                    if pooling == .largest { return block.reduce(-.infinity, max) }
                    return Float(block.reduce(0.0) { $0 + Double($1) } / Double(block.count))
                }
            }
        }
    }

    /// Views of every form, each with its copy.
    private func views() -> [(view: Matrix, copy: Copy)] {
        var random = SplitMix(seed: 5)
        var all: [(view: Matrix, copy: Copy)] = []
        for (rows, columns) in [(1, 1), (1, 40), (7, 1), (5, 8), (33, 70), (300, 41)] {
            // A part of a wider tensor, as a head is.
            var elements = (0..<2 * rows * (columns + 3)).map { _ in
                Float.random(in: -2...3, using: &random)
            }
            for odd in [-Float.infinity, .infinity, .nan] where rows * columns > 50 {
                elements[rows * (columns + 3) + Int.random(in: 0..<rows, using: &random)] = odd
            }
            let tensor = Tensor(elements, shape: [2, rows, columns + 3])
            let part = tensor.matrix(at: [1]).columns(0..<columns)
            let start = (
                view: Matrix(part),
                copy: Copy(rows: (0..<rows).map { row in (0..<columns).map { part[row, $0] } })
            )
            var (view, copy) = start
            all.append(start)
            for _ in 0..<12 {
                switch Int.random(in: 0..<3, using: &random) {
                case 0: (view, copy) = (view.transposed, copy.transposed)
                case 1:
                    let places = (0..<view.rows).shuffled(using: &random).prefix(
                        max(view.rows - 1, 1))
                    (view, copy) = (
                        view.picking(rows: Array(places)), copy.picking(rows: Array(places))
                    )
                default:
                    let places = (0..<view.columns).shuffled(using: &random)
                    (view, copy) = (view.picking(columns: places), copy.picking(columns: places))
                }
                all.append((view, copy))
            }
        }
        return all
    }

    private func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }

    @Test func aViewHasTheValuesOfACopy() {
        for (view, copy) in views() {
            #expect(view.rows == copy.rows.count && view.columns == copy.rows[0].count)
            let all = copy.rows.flatMap { $0 }
            #expect(bits(view.values) == bits(all))
            #expect(view.extremes == Extremes(of: all))
            #expect(bits(view.row(view.rows - 1)) == bits(copy.rows[view.rows - 1]))
            let part = (view.rows / 2..<view.rows, view.columns / 3..<view.columns)
            #expect(
                bits(view.values(rows: part.0, columns: part.1))
                    == bits(part.0.flatMap { copy.rows[$0][part.1] }))
            let scale = Scale(.cividis, from: 0, to: 1)
            #expect(view.valuesBeyond(scale) == all.count { !scale.covers($0) })
        }
    }

    @Test func aSummaryIsThatOfACopy() {
        for (view, copy) in views() {
            for (down, across) in [(1, 1), (2, 3), (7, 90)] {
                let spans = [
                    (
                        Span(pooling: view.rows, most: down),
                        Span(pooling: view.columns, most: across)
                    ),
                    (
                        Span(windowOn: view.rows, showing: 3, most: down, zoom: 2),
                        Span(windowOn: view.columns, showing: 4, most: across, zoom: 5)
                    ),
                ]
                for (rows, columns) in spans {
                    for pooling in [Pooling.largest, .mean] {
                        let pooled = view.pooled(rows: rows, columns: columns, pooling).values
                        let expected = copy.pooled(rows, columns, pooling)
                        #expect(pooled.count == expected.count)
                        for (a, b) in zip(pooled, expected) {
                            #expect(a == b || a.isNaN && b.isNaN || abs(a - b) < 1e-5)
                        }
                    }
                }
            }
        }
    }

    @Test func aPlaceOutsideIsRefused() async {
        await #expect(processExitsWith: .failure) {
            _ = Matrix(rows: 1, columns: 2, values: [1, 2]).transposed[0, 1]
        }
    }

    #if os(Linux)
        /// In a process of its own, so that nobody else's memory is counted: all pictures of 64 MB of
        /// numbers, as they are, turned, and in another order.
        @Test(.timeLimit(.minutes(5)))
        func aPictureOfAVastMatrixDoesNotCopyIt() async {
            await #expect(processExitsWith: .success) {
                let (rows, columns) = (1024, 16384)
                let tensor = Tensor(shape: [rows, columns]) {
                    memset($0, 0, rows * columns * MemoryLayout<Float>.size)
                    for row in 0..<rows { $0[row * columns + row] = Float(row - 500) }
                }
                let before = try #require(mostMemory())
                #expect(before > 64, "the matrix itself is counted")
                let matrix = Matrix(tensor)
                let order = Array((0..<columns).reversed())
                for matrix in [matrix, matrix.transposed, matrix.picking(columns: order)] {
                    let scale = Scale(fitting: matrix.extremes, theme: Theme.all[0])
                    for fit in [Fit.largest, .mean, .window(Viewport(row: 9, column: 99))] {
                        let map = Heatmap(
                            matrix, rows: Side("position"), columns: Side("token"),
                            shading: .shared(scale), showsNumbers: true, fit: fit, legend: "scores")
                        let equation = Equation(
                            [Equation.Operand("a", map), Equation.Operand("b", map)], signs: ["="])
                        for picture in [map, equation] as [any Picture] {
                            let surface = picture.surface(width: 80, height: 24, depth: .none)
                            #expect(surface.height > 3)
                        }
                    }
                }
                let after = try #require(mostMemory())
                #expect(after < before + 32, "from \(before) to \(after) MB")
            }
        }
    #endif
}

/// The most memory that this process has had at once, in MB.
private func mostMemory() -> Int? {
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 / 1024 }
}
