/// How far two lists agree on the order of their members (Spearman 1904): 1 for the same order, -1
/// for the opposite one. Equal numbers share the mean of their ranks.
///
/// - Returns: nil where one list has no order, as all its numbers are equal.
func rankCorrelation(_ a: [Double], _ b: [Double]) -> Double? {
    let (x, y) = (deviations(ranks(of: a)), deviations(ranks(of: b)))
    let size = (squares(x) * squares(y)).squareRoot()
    return size > 0 ? zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / size : nil
}

private func ranks(of numbers: [Double]) -> [Double] {
    numbers.map { number in
        let below = numbers.count { $0 < number }
        let equal = numbers.count { $0 == number }
        return Double(below) + Double(equal + 1) / 2
    }
}

private func deviations(_ numbers: [Double]) -> [Double] {
    let mean = numbers.reduce(0, +) / Double(max(numbers.count, 1))
    return numbers.map { $0 - mean }
}

private func squares(_ numbers: [Double]) -> Double { numbers.reduce(0) { $0 + $1 * $1 } }
