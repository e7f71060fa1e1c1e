import Foundation
import Tracing

/// What to notice where the next word is chosen.
enum OutputNotices {
    static let makers: [String: @Sendable (Scene) -> [Notice]] = [
        "logits": { logits($0) },
        "probabilities": { probabilities($0) },
    ]

    private static func logits(_ scene: Scene) -> [Notice] {
        guard let best = twoBest(scene), let tokens = scene.event.axes.last else { return [] }
        let row = scene.vector(scene.event, scene.row)
        return [
            Notice(
                "After \(scene.rowName), \(scene.name(tokens, best.first)) scores highest with "
                    + "\(row[best.first].brief), \((row[best.first] - row[best.second]).brief) more "
                    + "than \(scene.name(tokens, best.second)).",
                Region(scene.id, scene.row, best.first), Region(scene.id, scene.row, best.second)),
            Notice(
                "The mean of the row's \(row.count) logits is \(row.mean.brief), its standard "
                    + "deviation \(row.standardDeviation.brief).", Region(scene.id, scene.row, nil)),
        ]
    }

    private static func probabilities(_ scene: Scene) -> [Notice] {
        guard let best = twoBest(scene), let tokens = scene.event.axes.last else { return [] }
        let row = scene.vector(scene.event, scene.row)
        var notices = [
            Notice(
                "After \(scene.rowName), \(scene.name(tokens, best.first)) has probability "
                    + "\(row[best.first].brief); next is \(scene.name(tokens, best.second)) with "
                    + "\(row[best.second].rough).",
                Region(scene.id, scene.row, best.first), Region(scene.id, scene.row, best.second)),
            Notice(
                "The entropy of the row is \(row.entropy.brief) bits, as if the choice were among "
                    + "\(pow(2, row.entropy).brief) equally likely words.",
                Region(scene.id, scene.row, nil)),
        ]
        guard !scene.isVast else { return notices }
        let rows = scene.rows(scene.event)
        let highest = rows.map { $0.max() ?? 0 }
        if let axis = scene.rowAxis, let doubtful = highest.argmin, rows.count > 1 {
            notices.append(
                Notice(
                    "The model is least sure after \(scene.name(axis, doubtful)), where its best word "
                        + "has \(highest[doubtful].brief).", Region(scene.id, doubtful, nil)))
        }
        return notices
    }

    /// The tokens with the largest and the second largest number of the row.
    private static func twoBest(_ scene: Scene) -> (first: Int, second: Int)? {
        var row = scene.vector(scene.event, scene.row)
        guard row.count > 1, let first = row.argmax else { return nil }
        row[first] = .nan
        return row.argmax.map { (first, $0) }
    }
}
