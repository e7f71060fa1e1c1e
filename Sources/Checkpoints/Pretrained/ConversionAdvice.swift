/// What to do with weights that are not read as they are: unpickling runs code, and numbers of few
/// bits mean something only to the library that made them.
struct ConversionAdvice {
    /// The class that loads all of the model: with another, its heads would be left behind.
    private let modelClass: String

    init(_ configuration: ConfigurationReader) {
        let name = configuration.firstText("architectures") ?? ""
        let isName = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        modelClass = isName ? name : "AutoModel"
    }

    private static let torch = [".bin", ".pt", ".pth", ".ckpt"]
    private static let others = [".gguf", ".onnx", ".h5", ".msgpack"]
    /// What a training leaves beside the weights.
    private static let notWeights = [
        "optimizer.pt", "scheduler.pt", "training_args.bin", "rng_state.pth",
    ]

    /// - Parameter entries: the files of the folder, sorted.
    func onMissingWeights(in entries: [String]) -> String {
        func first(_ endings: [String]) -> String? {
            entries.first { name in
                endings.contains { name.hasSuffix($0) }
                    && !ConversionAdvice.notWeights.contains(name)
            }
        }
        if let name = first([".safetensors"]) {
            return name.contains("-of-")
                ? "it has \(name.escaped), but no \(WeightFiles.index), which says where each "
                    + "tensor lies; download it too"
                : "its weights are in \(name.escaped); expected \(WeightFiles.single)"
        }
        let onlySafetensors = "only safetensors are read"
        if let name = first(ConversionAdvice.torch) {
            return "its weights are in \(name.escaped); \(onlySafetensors). Convert them with "
                + "transformers: \(modelClass).from_pretrained(DIR).save_pretrained(DIR), or "
                + "download the model.safetensors of the same model"
        }
        if let name = first(ConversionAdvice.others) {
            return "its weights are in \(name.escaped); \(onlySafetensors). Download the "
                + "safetensors of the model that it was made from"
        }
        return "it has no \(WeightFiles.single) and no \(WeightFiles.index)"
    }

    /// - Parameter method: how, as far as it is said.
    func onQuantised(by method: String?) -> String {
        let refusal =
            "its weights are quantised (\((method ?? "unknown method").escaped)), which are not read; "
            + ConversionAdvice.unquantised
        guard method == "fp8" else { return refusal }
        return refusal + ", or convert it with transformers: \(modelClass).from_pretrained(DIR, "
            + "quantization_config=FineGrainedFP8Config(dequantize=True))"
            + ".save_pretrained(NEW, save_original_format=False)"
    }

    /// For every kind.
    static let unquantised = "take the model in float32, float16 or bfloat16"
}
