import JSON
import Models

extension Family {
    static let t5 = t5("t5", title: "T5", feedForward: "relu") { file in
        // Transformers 5 calls every table tied and says apart whether the output is scaled.
        try file.flag(
            "scale_decoder_outputs", default: file.flag("tie_word_embeddings", default: true))
    }

    /// T5 1.1 for a hundred languages (Xue et al. 2021).
    static let mt5 = t5("mt5", title: "mT5", feedForward: "gated-gelu") { _ in false }

    /// - Parameters:
    ///   - feedForward: the function of the feed-forward parts where the file names none.
    ///   - scalesOutput: whether vectors are scaled before the output map.
    private static func t5(
        _ type: String, title: String, feedForward: String,
        scalesOutput: @escaping @Sendable (ConfigurationReader) throws -> Bool
    ) -> Family {
        Family(
            type: type, title: title + ", an encoder-decoder", vocabulary: .sentencePiece(.t5)
        ) { file, weights in
            try Blueprint(
                t5: file, weights, feedForward: feedForward, scalesOutput: scalesOutput(file))
        }
    }
}

extension Blueprint {
    fileprivate init(
        t5 file: ConfigurationReader, _ weights: WeightFiles, feedForward: String,
        scalesOutput: Bool
    ) throws {
        let layers = try file.size("num_layers", atMost: 1000)
        let (function, isGated) = try file.feedForward(default: feedForward)
        let isTied = scalesOutput || !weights.have("logits.weight", .t5(isTied: false))
        let buckets = try file.size("relative_attention_num_buckets", default: 32)
        let farthest = try file.size("relative_attention_max_distance", default: 128)
        guard buckets.isMultiple(of: 4), farthest > buckets / 2 else {
            throw Damage(
                "\(buckets) classes of distances up to \(farthest) make no sense; expected a "
                    + "multiple of 4, and distances beyond half of it")
        }
        let sizes = T5.Configuration(
            dModel: try file.size("d_model"), heads: try file.size("num_heads"),
            headSize: try file.size("d_kv"), encoderLayers: layers,
            decoderLayers: try file.size("num_decoder_layers", atMost: 1000, default: layers),
            dFF: try file.size("d_ff"), vocabulary: try file.size("vocab_size"), buckets: buckets,
            farthest: farthest, function: function, isGated: isGated,
            epsilon: try file.epsilon("layer_norm_epsilon", default: 1e-6), isTied: isTied,
            scalesOutput: scalesOutput)
        self.init(
            build: { .sequenceToSequence(T5(sizes, labels: $0())) },
            names: .t5(isTied: isTied), layers: max(layers, sizes.decoderLayers),
            vocabulary: sizes.vocabulary, longest: Blueprint.longestT5,
            sizes: "d_model \(sizes.dModel), \(sizes.heads) heads of \(sizes.headSize) features, "
                + "d_ff \(sizes.dFF), \(layers) encoder and \(sizes.decoderLayers) decoder layers")
    }

    /// Distances have no end in T5; this is where a sentence is no longer one.
    private static let longestT5 = 4096
}

extension ConfigurationReader {
    /// `relu`, or gated: `gated-gelu`, which means the form with a hyperbolic tangent.
    fileprivate func feedForward(
        default standard: String
    ) throws -> (ActivationFunction, isGated: Bool) {
        let text = text("feed_forward_proj") ?? standard
        let isGated = text.hasPrefix("gated-")
        let name = isGated ? String(text.dropFirst("gated-".count)) : text
        let known = text == "gated-gelu" ? "gelu_new" : name
        guard let function = ActivationFunction(pretrained: known) else {
            throw Damage("'feed_forward_proj' is '\(text.escaped)', which is not supported")
        }
        return (function, isGated)
    }
}

extension WeightNames {
    fileprivate static func t5(isTied: Bool) -> WeightNames {
        var table: [String: [String]] = [:]
        for stack in ["encoder", "decoder"] {
            let block = "\(stack).block.*.layer"
            table["\(stack).embedding"] = ["shared", "\(stack).embed_tokens"]
            table["\(stack).relative_positions"] = [
                "\(stack).block.0.layer.0.SelfAttention.relative_attention_bias"
            ]
            table["\(stack).final.rms_norm"] = ["\(stack).final_layer_norm"]
            let attentions = [
                ("self_attention", "0", "SelfAttention"),
                ("cross_attention", "1", "EncDecAttention"),
            ]
            for (part, number, name) in attentions {
                let path = "\(stack).*.\(part)"
                table[path + ".rms_norm"] = ["\(block).\(number).layer_norm"]
                table[path + ".query"] = ["\(block).\(number).\(name).q"]
                table[path + ".key"] = ["\(block).\(number).\(name).k"]
                table[path + ".value"] = ["\(block).\(number).\(name).v"]
                table[path + ".projection"] = ["\(block).\(number).\(name).o"]
            }
            let number = stack == "encoder" ? "1" : "2"
            let dense = "\(block).\(number).DenseReluDense"
            table["\(stack).*.feed_forward.rms_norm"] = ["\(block).\(number).layer_norm"]
            table["\(stack).*.feed_forward.gate"] = [dense + ".wi_0"]
            table["\(stack).*.feed_forward.first_linear"] = [dense + ".wi", dense + ".wi_1"]
            table["\(stack).*.feed_forward.second_linear"] = [dense + ".wo"]
        }
        return WeightNames(
            prefixes: [""], table: table, heads: ["logits": ["lm_head"]],
            ignoredSuffixes: [
                "encoder.embed_tokens.weight", "decoder.embed_tokens.weight",
                "EncDecAttention.relative_attention_bias.weight",
            ] + (isTied ? ["lm_head.weight"] : []))
    }
}
