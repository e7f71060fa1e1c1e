/// A small table that a lesson writes or computes: an event with a path of its own.
struct TableDefinition: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        /// Row by row.
        case values([Float], shape: [Int])
        /// A call of one of the table functions.
        case computed(Expression)
    }

    /// The path of the event.
    let name: Located
    let content: Content
    /// What the first and the last axis are called; nil for what the content says.
    let rows: AxisName?
    let columns: AxisName?

    struct AxisName: Sendable, Hashable {
        let name: String
        let labels: [String]?
    }

    /// A lesson computes by hand; what is larger belongs to a model.
    static let largest = 262_144
}

extension TableDefinition {
    /// - Throws: `Fault`.
    init(_ name: Located, _ value: YAMLValue) throws {
        self.name = name
        let isPath = name.text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
            $0.first?.isLetter == true
                && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        }
        guard isPath, name.text.count <= 60 else {
            throw Fault(
                "expected a name of letters, digits, '_' and dots, such as thinking.query",
                at: name.place)
        }
        guard value.isMapping else {
            content = try Self.content(value)
            rows = nil
            columns = nil
            return
        }
        let mapping = try value.mapping()
        try mapping.allow(["values", "compute", "rows", "columns"], in: "a table")
        guard let inner = mapping["values"] ?? mapping["compute"] else {
            throw Fault("expected 'values' or 'compute'", at: mapping.place)
        }
        content = try Self.content(inner)
        rows = try mapping["rows"].map { try AxisName(try $0.text()) }
        columns = try mapping["columns"].map { try AxisName(try $0.text()) }
    }

    private static func content(_ value: YAMLValue) throws -> Content {
        guard value.isList else {
            if let number = try? value.number() { return .values([Float(number)], shape: []) }
            return .computed(try Expression(try value.text()))
        }
        let rows = value.list()
        guard rows.contains(where: \.isList) else {
            return .values(try rows.map { Float(try $0.number()) }, shape: [rows.count])
        }
        let numbers = try rows.map { try $0.list().map { Float(try $0.number()) } }
        guard let width = numbers.first?.count, width > 0,
            let uneven = zip(numbers, rows).first(where: { $0.0.count != width })
        else {
            return .values(numbers.flatMap { $0 }, shape: [rows.count, numbers.first?.count ?? 0])
        }
        throw Fault(
            "expected \(width) numbers as in the first row, found \(uneven.0.count)",
            at: uneven.1.place)
    }
}

extension TableDefinition.AxisName {
    /// `query = Thinking, Machines`: the axis and the names of its places.
    ///
    /// - Throws: `Fault`.
    init(_ source: Located) throws {
        let sides = source.text.split(separator: "=", maxSplits: 1)
        let axis = sides.first.map { $0.filter { $0 != " " } } ?? ""
        guard !axis.isEmpty, axis.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
            throw Fault(
                "expected an axis, with names if you like: query = Thinking, Machines",
                at: source.place)
        }
        name = axis
        labels =
            sides.count == 1
            ? nil
            : sides[1].split(separator: ",").map {
                String(
                    $0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
                )
            }
    }
}
