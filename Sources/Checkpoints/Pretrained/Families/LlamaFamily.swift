import JSON
import Models
import Tracing

extension Family {
    static let llama = llama(
        "llama", title: "Llama",
        setting: { file, sizes in
            sizes.attentionHasBias = try file.flag("attention_bias", default: false)
            sizes.projectionHasBias = sizes.attentionHasBias
            sizes.feedForwardHasBias = try file.flag("mlp_bias", default: false)
        })

    /// Llama in which a token looks back no farther than its window (Jiang et al. 2023).
    static let mistral = llama(
        "mistral", title: "Mistral", window: { try $0.window(standard: 4096) })

    /// Llama with biases for queries, keys and values (Yang et al. 2024).
    static let qwen2 = llama(
        "qwen2", title: "Qwen2",
        window: {
            try $0.flag("use_sliding_window", default: false) ? $0.window(standard: 4096) : nil
        },
        setting: { _, sizes in sizes.attentionHasBias = true })

    /// - Parameters:
    ///   - window: how far back a token looks, where that has an end. A text within the window is
    ///     the same with and without it, and no longer one is read.
    ///   - setting: what a relative of Llama has of its own.
    private static func llama(
        _ type: String, title: String,
        window: @escaping @Sendable (ConfigurationReader) throws -> Int? = { _ in nil },
        setting:
            @escaping @Sendable (ConfigurationReader, inout Llama.Configuration) throws ->
            Void = { _, _ in }
    ) -> Family {
        Family(type: type, title: title + ", a decoder", vocabulary: nil) { file, _ in
            let longest = try file.size("max_position_embeddings", default: 2048)
            return try Blueprint(
                llama: file, longest: min(longest, window(file) ?? longest), setting: setting)
        }
    }
}

extension Blueprint {
    fileprivate init(
        llama file: ConfigurationReader, longest: Int,
        setting: (ConfigurationReader, inout Llama.Configuration) throws -> Void
    ) throws {
        let dModel = try file.size("hidden_size")
        let heads = try file.size("num_attention_heads")
        let groups = try file.size("num_key_value_heads", default: heads)
        guard heads.isMultiple(of: groups) else {
            throw Damage("\(heads) heads of queries cannot share \(groups) heads of keys")
        }
        if !file.has("head_dim") {
            try ConfigurationReader.check(dModel, splitsInto: heads)
        }
        let headSize = try file.size("head_dim", default: dModel / heads)
        guard headSize.isMultiple(of: 2) else {
            throw Damage("a head has \(headSize) features; rotation needs an even number")
        }
        var sizes = Llama.Configuration(
            dModel: dModel, heads: heads, groups: groups, headSize: headSize,
            layers: try file.size("num_hidden_layers", atMost: 1000),
            dFF: try file.size("intermediate_size"), vocabulary: try file.size("vocab_size"),
            function: try file.function("hidden_act", default: "silu"),
            epsilon: try file.epsilon("rms_norm_eps", default: 1e-6),
            frequencies: try file.frequencies(headSize: headSize),
            isTied: try file.flag("tie_word_embeddings", default: false))
        try setting(file, &sizes)
        self.init(
            build: { [sizes] in .decoder(Llama(sizes, labels: $0())) },
            names: .llama(isTied: sizes.isTied), layers: sizes.layers,
            vocabulary: sizes.vocabulary, longest: longest,
            sizes: "d_model \(dModel), \(heads) heads of queries and \(groups) of keys, "
                + "d_ff \(sizes.dFF), \(sizes.layers) layers")
    }

}

extension WeightNames {
    fileprivate static func llama(isTied: Bool) -> WeightNames {
        WeightNames(
            prefixes: ["model.", ""], table: llamaBody, heads: ["logits": ["lm_head"]],
            ignoredSuffixes: ["rotary_emb.inv_freq"] + (isTied ? ["lm_head.weight"] : []))
    }

    private static let llamaBody: [String: [String]] = [
        "decoder.embedding": ["embed_tokens"],
        "decoder.*.self_attention.rms_norm": ["layers.*.input_layernorm"],
        "decoder.*.self_attention.query": ["layers.*.self_attn.q_proj"],
        "decoder.*.self_attention.key": ["layers.*.self_attn.k_proj"],
        "decoder.*.self_attention.value": ["layers.*.self_attn.v_proj"],
        "decoder.*.self_attention.projection": ["layers.*.self_attn.o_proj"],
        "decoder.*.feed_forward.rms_norm": ["layers.*.post_attention_layernorm"],
        "decoder.*.feed_forward.gate": ["layers.*.mlp.gate_proj"],
        "decoder.*.feed_forward.first_linear": ["layers.*.mlp.up_proj"],
        "decoder.*.feed_forward.second_linear": ["layers.*.mlp.down_proj"],
        "decoder.final.rms_norm": ["norm"],
    ]
}

extension ConfigurationReader {
    /// How many tokens back a token looks; nil where a file says that there is no end.
    ///
    /// - Parameter standard: where it says nothing.
    fileprivate func window(standard: Int) throws -> Int? {
        isNull("sliding_window") ? nil : try size("sliding_window", default: standard)
    }

    /// The rotations: `rope_theta` and `rope_scaling`, or from transformers 5 on `rope_parameters`.
    fileprivate func frequencies(headSize: Int) throws -> RotaryFrequencies {
        let scaling = part("rope_parameters") ?? part("rope_scaling")
        let own = try positive("rope_theta", default: 10_000)
        let theta = try scaling?.positive("rope_theta", default: own) ?? own
        let kind = scaling?.text("rope_type") ?? scaling?.text("type") ?? "default"
        switch (kind, scaling) {
        case ("llama3", let scaling?):
            return RotaryFrequencies(
                size: headSize, base: theta,
                stretching: RotaryFrequencies.Stretching(
                    factor: try scaling.positive("factor"),
                    low: try scaling.positive("low_freq_factor"),
                    high: try scaling.positive("high_freq_factor"),
                    original: try scaling.positive("original_max_position_embeddings")))
        case ("default", _): return RotaryFrequencies(size: headSize, base: theta)
        default:
            throw Damage(
                "the rotations are scaled by '\(kind.escaped)', which is not supported; expected "
                    + "default or llama3")
        }
    }
}
