import JSON
import Models
import Tracing

extension Family {
    static let llama = Family(type: "llama", title: "Llama, a decoder", vocabulary: nil) {
        file, _ in
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
        sizes.attentionHasBias = try file.flag("attention_bias", default: false)
        sizes.feedForwardHasBias = try file.flag("mlp_bias", default: false)
        return Blueprint(
            build: { [sizes] in .decoder(Llama(sizes, labels: $0())) },
            names: WeightNames(
                prefixes: ["model.", ""], table: names, heads: ["logits": ["lm_head"]],
                ignoredSuffixes: ["rotary_emb.inv_freq"]
                    + (sizes.isTied ? ["lm_head.weight"] : [])),
            layers: sizes.layers, vocabulary: sizes.vocabulary,
            longest: try file.size("max_position_embeddings", default: 2048),
            sizes: "d_model \(dModel), \(heads) heads of queries and \(groups) of keys, "
                + "d_ff \(sizes.dFF), \(sizes.layers) layers")
    }

    private static let names: [String: [String]] = [
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
