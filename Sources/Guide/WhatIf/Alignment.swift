import Tracing

/// Which positions of two axes belong together.
struct Alignment {
    /// The positions of the first axis and of the second, both ascending, of equal number.
    let before: [Int]
    let after: [Int]
    /// The positions that both have, with the labels of the first.
    let axis: Axis

    /// The same words in the same order belong together: the longest common subsequence of the
    /// labels. Without labels the positions count, from the first.
    init(_ first: Axis, _ second: Axis) {
        let shared: (first: [Int], second: [Int])
        if let labels = first.labels, let others = second.labels, labels != others {
            shared = commonSubsequence(labels, others)
        } else {
            let positions = Array(0..<min(first.size, second.size))
            shared = (positions, positions)
        }
        (before, after) = shared
        axis = Axis(
            first.name, size: shared.first.count,
            labels: first.labels.map { labels in shared.first.map { labels[$0] } })
    }
}

/// The positions in `a` and in `b` of a longest sequence that is in both, in order.
private func commonSubsequence(_ a: [String], _ b: [String]) -> (first: [Int], second: [Int]) {
    // lengths[i][j] is that of the longest one in a[i...] and b[j...].
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
        for j in b.indices.reversed() {
            lengths[i][j] =
                a[i] == b[j]
                ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
        }
    }
    var found: (first: [Int], second: [Int]) = ([], [])
    var (i, j) = (0, 0)
    while i < a.count && j < b.count {
        if a[i] == b[j] {
            found.first.append(i)
            found.second.append(j)
            (i, j) = (i + 1, j + 1)
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1
        } else {
            j += 1
        }
    }
    return found
}
