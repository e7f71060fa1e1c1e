import Drawing
import Lessons

/// The pictures of a block, in the place that they get.
struct StagePicture {
    let block: ShownBlock?
    let theme: Theme
    let depth: ColourDepth
    /// Which picture is shown where not all have room.
    var chosen = 0
    /// What is pointed at: an index for each open axis.
    var cursor: [Int]?
    /// Whether the values are asked for and not shown yet.
    var isBlank = false

    var hasPictures: Bool { !(block?.views.isEmpty ?? true) }

    /// All pictures one above the other where they have room, else the chosen one.
    ///
    /// - Returns: the picture, and whether all are in it.
    func drawing(width: Int, height: Int) -> (surface: Surface, isWhole: Bool) {
        guard let block, hasPictures else { return (Surface(width: 0, height: 0), true) }
        let views = block.views
        let drawer = LessonPicture(theme: theme, depth: depth)
        let remarks = drawer.remarks(of: block, width: width)
        let room = max(height - remarks.height, 1)
        let isAlone = views.count == 1
        let chosen = min(chosen, views.count - 1)
        let one = drawer.surface(
            views[chosen], width: width, height: max(room - (isAlone ? 0 : 1), 1), cursor: cursor,
            isBlank: isBlank)
        if !block.isAnimation {
            let all = Surface.stacked(
                views.map {
                    drawer.surface($0, width: width, cursor: cursor, isBlank: isBlank)
                },
                gap: isAlone ? 0 : 1)
            // Curves grow with their place; what fits as it is loses nothing.
            let isLarger = isAlone && one.height > all.height
            if all.height <= room && !isLarger { return (.stacked([all, remarks]), true) }
        }
        let count =
            isAlone ? "" : "picture \(chosen + 1) of \(views.count): Tab shows the next one"
        let surface = Surface.stacked([
            one, remarks, Surface(lines: isAlone ? [] : [count.truncated(to: width)], style: .dim),
        ]).cropped(width: width, height: height)
        return (surface, isAlone)
    }
}

extension StagePicture {
    /// The question's own part while it is pointed at, else the last picture of the page.
    init(player: LessonPlayer, depth: ColourDepth) {
        let task = player.task.flatMap { $0.views.isEmpty ? nil : $0 }
        self.init(
            block: task ?? player.moment.stage, theme: player.services.theme, depth: depth,
            chosen: player.picture, cursor: nil)
        if case .cell(let place, _) = player.reply, case .question? = player.task {
            cursor = place
            isBlank =
                !player.run.task.isSettled && !(player.run.isTest && player.run.task.isCommitted)
        }
    }
}
