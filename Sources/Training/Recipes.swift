extension Recipe {
    /// The recipes that a name stands for: those of the bundled models, and those of the small
    /// tasks that a lesson has time for.
    public static let named: [String: Recipe] = {
        var unguided = Recipe()
        unguided.guidance = 0
        var recipes = ["translation": Recipe(), "translation-unguided": unguided]
        for task in TrainingTask.digits { recipes[task.rawValue] = Recipe(small: task) }
        return recipes
    }()

    /// A recipe for digits.
    private init(small task: TrainingTask) {
        self.init()
        self.task = task
        architecture.dModel = 32
        architecture.heads = 2
        architecture.layers = 1
        architecture.dFF = 64
        steps = 600
        warmUp = 100
        peakRate = 6e-3
        guidance = 0
        unknownNames = 0
    }
}
