import Checkpoints
import Foundation
import JSON
import Models
import ReferenceCases
import Tensors
import Testing
import Tokenizers
import Tracing

/// Every value that another library computed, for tiny checkpoints of each family.
@Suite(.disabled(if: References.areMissing, "shared/reference is missing"))
struct PretrainedReferenceTests {
    private static let families = [
        "bert", "bert_bf16", "bert_legacy", "distilbert", "roberta", "gpt2", "gpt2_f16",
        "gpt2_sharded", "llama", "llama3", "marian", "bart", "t5", "t5_gated",
    ]

    /// What float32 may be off, as the cases say.
    private static let tolerance: Float = 1e-4

    @Test(arguments: families)
    func everyValueIsThatOfTheReference(family: String) throws {
        let model = try PretrainedModel(folder: References.path("\(family)/checkpoint"))
        let cases = try FileManager.default.contentsOfDirectory(
            atPath: References.path("\(family)/cases")
        ).filter { $0.hasSuffix(".safetensors") }.sorted()
        #expect(cases.count > 1)
        for name in cases {
            let name = name.replacing(".safetensors", with: "")
            let reference = try ReferenceCase(family: family, name: name)
            for row in 0..<reference.rows {
                let trace = reference.run(model, row: row)
                for tensor in reference.compared {
                    reference.compare(
                        tensor, with: trace, row: row, tolerance: Self.tolerance,
                        comment: "\(family) \(name) \(tensor) row \(row)")
                }
            }
        }
    }
}

/// One case: sentences that are padded to one length.
private struct ReferenceCase {
    private let values: Safetensors
    private let description: JSONValue
    private let ids: [[Int]]

    init(family: String, name: String) throws {
        values = try Safetensors(path: References.path("\(family)/cases/\(name).safetensors"))
        description = try JSONValue(References.bytes("\(family)/cases/\(name).json"))
        ids = try Self.rows(#require(values["input_ids"]))
    }

    private static func rows(_ tensor: Tensor) -> [[Int]] {
        (0..<tensor.shape[0]).map { row in (0..<tensor.shape[1]).map { Int(tensor[row, $0]) } }
    }

    var rows: Int { ids.count }

    /// All tensors of numbers but those of generation and of the inputs.
    var compared: [String] {
        values.names.filter {
            !$0.hasSuffix("_ids") && !$0.hasPrefix("gen.") && $0 != "attention_mask"
        }
    }

    /// The positions of a sentence that are not padding.
    private func real(_ row: Int) -> [Int] {
        guard let mask = values["attention_mask"] else { return Array(ids[row].indices) }
        return ids[row].indices.filter { mask[row, $0] == 1 }
    }

    /// The positions that the decoder of an encoder-decoder reads: up to the one behind which the
    /// end is expected.
    private func realTarget(_ row: Int) -> [Int] {
        let labels = description["labels"]?.array?[row].array?.compactMap(\.integer) ?? []
        let written = values["decoder_input_ids"].map { Self.rows($0)[row] } ?? []
        let pad = labels.last == labels.dropLast().last ? labels.last : nil
        let count = pad.flatMap { pad in labels.firstIndex(of: pad) } ?? labels.count
        return Array(0..<min(count, written.count))
    }

    func run(_ model: PretrainedModel, row: Int) -> Trace {
        let recorder = Recorder()
        let scope = Scope(tracer: Tracer(sink: recorder), parameters: model.parameters)
        let source = TokenSequence(unlabelled: real(row).map { ids[row][$0] })
        switch model.architecture {
        case .encoder(let encoder):
            let segments = values["token_type_ids"].map { Self.rows($0)[row] }
            encoder.run(
                source, segments: real(row).map { segments?[$0] ?? 0 }, in: scope)
        case .decoder(let decoder): decoder.run(source, in: scope)
        case .sequenceToSequence(let both):
            let written = values["decoder_input_ids"].map { Self.rows($0)[row] } ?? []
            both.run(
                source: source,
                written: TokenSequence(unlabelled: realTarget(row).map { written[$0] }), in: scope)
        }
        return recorder.trace
    }

    func compare(
        _ name: String, with trace: Trace, row: Int, tolerance: Float, comment: Comment
    ) {
        guard let expected = values[name],
            let traced = ReferenceNames.paths(
                of: name, normsStandBefore: trace.events.contains { $0.path.contains(".final.") }
            ).lazy.compactMap({ trace[$0] }).first
        else {
            Issue.record("\(comment): no event")
            return
        }
        // Which positions of the reference the positions of the event are.
        let hasTarget = values["decoder_input_ids"] != nil
        let isInDecoder = hasTarget && !traced.event.path.hasPrefix("encoder.")
        let positions = traced.axes.map { axis -> [Int]? in
            switch axis.name {
            case "key" where traced.event.path.contains("cross_attention"): real(row)
            case "position", "query", "key":
                axis.size == 1 && traced.event.path.hasPrefix("pooler")
                    || traced.event.path.hasPrefix("next_sentence")
                    ? nil : isInDecoder ? realTarget(row) : real(row)
            default: nil
            }
        }
        // A leading axis of rows, where it is not one for all.
        let lead = expected.rank - traced.axes.count
        let isPooled = traced.event.path.hasPrefix("pooler") || traced.event.path.hasPrefix("next")
        var worst: Float = 0
        forEachCell(of: traced.event.shape) { _, cell in
            var index = zip(cell, positions).map { $1?[$0] ?? $0 }
            if isPooled {
                index = [row, cell[1]]
            } else if lead > 0 {
                index.insert(expected.shape[0] == 1 ? 0 : row, at: 0)
            }
            var value = traced.value[cell]
            // Visible is 1 where the mask is 0.
            if name.hasSuffix("visible") { value = value == 0 ? 1 : 0 }
            worst = max(worst, (value - expected[index]).magnitude)
            if value.isNaN { worst = .infinity }
        }
        #expect(worst <= tolerance, comment)
    }
}

/// The paths of the values that the reference names otherwise; the first that there is counts.
private enum ReferenceNames {
    /// - Parameter normsStandBefore: the residual is then what a layer gives, else the norm behind.
    static func paths(of name: String, normsStandBefore: Bool) -> [String] {
        var parts = name.split(separator: ".").map(String.init)
        if let whole = whole[name] { return whole }
        let stacks = ["enc": ["encoder"], "dec": ["decoder"]][parts[0]]
        if stacks != nil { parts.removeFirst() }
        return (stacks ?? ["encoder", "decoder"]).flatMap { stack in
            if parts.count == 2, parts[1] == "out", parts[0] != "embed" {
                let last = normsStandBefore ? "residual" : "layer_norm.output"
                return ["\(stack).\(parts[0]).feed_forward.\(last)"]
            }
            return paths(parts, in: stack)
        }
    }

    private static let whole: [String: [String]] = [
        "logits": ["logits"], "nsp_logits": ["next_sentence.logits"], "pooler.out": ["pooler.tanh"],
        "head.dense": ["prediction.dense"], "head.normed": ["prediction.layer_norm.output"],
        "head.nobias": ["prediction.unbiased"],
        "head.in": ["decoder.final.scaled", "decoder.final.rms_norm.output"],
        "rope.cos": ["decoder.rotation.cosines"], "rope.sin": ["decoder.rotation.sines"],
        "enc.visible": ["encoder.0.self_attention.mask"],
        "dec.visible": ["decoder.0.self_attention.mask"],
        "dec.cross_visible": ["decoder.0.cross_attention.mask"],
    ]

    private static func paths(_ parts: [String], in stack: String) -> [String] {
        switch parts.first {
        case "embed":
            let names = [
                "word": ["embedding.lookup"], "type": ["segment_embedding.lookup"],
                "position": ["positional_encoding.lookup", "positional_encoding.matrix"],
                "sum": ["positional_encoding.sum", "embedding.lookup"],
                "out": ["positional_encoding.layer_norm.output"],
            ]
            return (names[parts[1]] ?? []).map { "\(stack).\($0)" }
        case "final": return norms.map { "\(stack).final.\($0)" }
        default: break
        }
        let layer = "\(stack).\(parts[0])"
        let part = ["attn": "self_attention", "cross": "cross_attention", "ffn": "feed_forward"]
        guard let part = part[parts[1]] else { return [] }
        if parts[2] == "position_bias" { return ["\(stack).relative_positions.bias"] }
        let names = parts[1] == "ffn" ? feedForward : attention
        return (names[parts[2]] ?? []).map { "\(layer).\(part).\($0)" }
    }

    private static let norms = ["layer_norm.output", "rms_norm.output"]

    private static let attention = [
        "norm": norms, "q": ["query.rotated", "query.heads"], "k": ["key.rotated", "key.heads"],
        "v": ["value.heads"], "q_before_rope": ["query.heads"], "k_before_rope": ["key.heads"],
        "scores": ["biased", "scaled", "scores"], "probs": ["weights"], "context": ["concat"],
        "out": ["projection"], "residual": ["residual"], "normed": norms,
    ]

    private static let feedForward = [
        "norm": norms, "pre": ["first_linear"], "gate": ["gate"], "up": ["first_linear"],
        "act": ["gated", "gelu", "relu", "silu"], "out": ["second_linear"],
        "residual": ["residual"],
    ]
}
