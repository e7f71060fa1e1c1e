import Foundation

/// One side of a matrix: what it stands for and what each place is called.
public struct Side: Sendable {
    public let name: String
    private let list: NameList?
    /// The places of the list that are shown, in their order; nil for all of them.
    private var picked: [Int]?

    /// - Parameter labels: nil where numbers from 0 say enough.
    public init(_ name: String, labels: [String]? = nil) {
        self.name = name.visible
        list = labels.map(NameList.of)
    }

    /// Some of the places, in this order. Where there are no names, the numbers of the places are.
    public func picking(_ places: [Int]) -> Side {
        guard list != nil else { return Side(name, labels: places.map(String.init)) }
        var side = self
        side.picked = picked.map { picked in places.map { picked[$0] } } ?? places
        return side
    }

    /// Nil where numbers from 0 say enough.
    public var labels: [String]? {
        list.map { list in picked.map { $0.map { list.names[$0] } } ?? list.names }
    }

    var isNamed: Bool { list != nil }

    /// Whether some name, be it shown or not, has characters of two columns.
    var hasWideNames: Bool { list?.hasWideCharacters ?? false }

    /// The columns of the widest name, be it shown or not; 0 without names.
    var widestName: Int { list?.widest ?? 0 }

    var lastName: String? { list.flatMap { _ in labelCount > 0 ? label(labelCount - 1) : nil } }

    private var labelCount: Int { picked?.count ?? list?.names.count ?? 0 }

    func label(_ index: Int) -> String {
        guard let list, (0..<labelCount).contains(index) else { return String(index) }
        return list.names[picked?[index] ?? index]
    }
}

/// Names as a screen may show them, and what is true of all of them.
private final class NameList: Sendable {
    let names: [String]
    let hasWideCharacters: Bool
    let widest: Int

    private init(_ labels: [String]) {
        names = labels.map(\.visible)
        hasWideCharacters = names.contains(where: \.hasWideCharacters)
        widest = names.map(\.displayWidth).max() ?? 0
    }

    /// The list of these labels. The last long ones are kept, as a vocabulary is named with every key
    /// and to read all of its tokens takes longer than to draw those that are shown.
    static func of(_ labels: [String]) -> NameList {
        labels.count < leastKept ? NameList(labels) : kept.list(of: labels)
    }

    private static let leastKept = 256
    private static let kept = Kept()

    /// Lists by the labels that they were made of. Those are kept too, so that their place in memory
    /// is theirs alone and tells them from all others.
    private final class Kept: @unchecked Sendable {
        private let lock = NSLock()
        /// The oldest first.
        private var lists: [(labels: [String], list: NameList)] = []
        private static let most = 8

        func list(of labels: [String]) -> NameList {
            lock.withLock {
                if let known = lists.first(where: { $0.labels.isSameMemory(as: labels) }) {
                    return known.list
                }
                lists.append((labels, NameList(labels)))
                if lists.count > Kept.most { lists.removeFirst() }
                return lists[lists.count - 1].list
            }
        }
    }
}

extension [String] {
    fileprivate func isSameMemory(as other: [String]) -> Bool {
        count == other.count
            && withUnsafeBufferPointer { mine in
                other.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
            }
    }
}
