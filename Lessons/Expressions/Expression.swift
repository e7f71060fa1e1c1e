/// What a lesson computes: the numbers in its prose, its assertions, its right answers.
///
/// `encoder.1.self_attention.weights[head=0, query=it, key=animal] > 0.9`
indirect enum Expression: Sendable, Hashable {
    case number(Double)
    case text(String)
    /// A part of a run: of the current one, or of the one that is named before a colon.
    case selector(run: String?, String, at: SourcePlace)
    case list([Expression], at: SourcePlace)
    case call(String, [Expression], at: SourcePlace)
    case negative(Expression, at: SourcePlace)
    case not(Expression, at: SourcePlace)
    case binary(Operator, Expression, Expression, at: SourcePlace)

    enum Operator: String, Sendable, CaseIterable {
        case or, and
        case less = "<"
        case atMost = "<="
        case more = ">"
        case atLeast = ">="
        case equal = "=="
        case different = "!="
        case plus = "+"
        case minus = "-"
        case times = "*"
        case over = "/"
        case power = "^"

        /// What binds more strongly has more.
        var strength: Int {
            switch self {
            case .or: 1
            case .and: 2
            case .less, .atMost, .more, .atLeast, .equal, .different: 3
            case .plus, .minus: 4
            case .times, .over: 5
            case .power: 6
            }
        }
    }

    /// Where it stands in the lesson; nil for a bare number or text.
    var place: SourcePlace? {
        switch self {
        case .number, .text: nil
        case .selector(_, _, let place), .list(_, let place), .call(_, _, let place),
            .negative(_, let place), .not(_, let place), .binary(_, _, _, let place):
            place
        }
    }
}
