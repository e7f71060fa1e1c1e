import Drawing
import Lessons

/// The pictures of a stop, in the place that they get.
struct StagePicture {
    let player: LessonPlayer
    let depth: ColourDepth

    /// What is drawn: the question's own part while it is pointed at, else the last picture.
    private var block: ShownBlock? {
        if let task = player.task, !task.views.isEmpty { return task }
        return player.moment.stage
    }

    var hasPictures: Bool { !(block?.views.isEmpty ?? true) }

    /// All pictures one above the other where they have room, else the chosen one.
    func surface(width: Int, height: Int) -> Surface {
        guard let block else { return Surface(width: 0, height: 0) }
        let views = block.views
        let drawer = LessonPicture(theme: player.services.theme, depth: depth)
        let remarks = drawer.remarks(of: block, width: width)
        let room = max(height - remarks.height, 1)
        if !block.isAnimation {
            let all = Surface.stacked(
                views.map { drawer.surface($0, width: width, cursor: cursor) },
                gap: views.count > 1 ? 1 : 0)
            if all.height <= room { return .stacked([all, remarks]) }
        }
        let chosen = min(player.picture, views.count - 1)
        let isAlone = views.count == 1
        let count =
            isAlone ? "" : "picture \(chosen + 1) of \(views.count): Tab shows the next one"
        let one = drawer.surface(
            views[chosen], width: width, height: max(room - (isAlone ? 0 : 1), 1), cursor: cursor)
        return .stacked([
            one, remarks, Surface(lines: isAlone ? [] : [count.truncated(to: width)], style: .dim),
        ]).cropped(width: width, height: height)
    }

    private var cursor: [Int]? {
        guard case .cell(let place, _) = player.reply, case .question? = player.task else {
            return nil
        }
        return place
    }
}
