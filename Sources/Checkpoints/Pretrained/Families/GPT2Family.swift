import JSON
import Models

extension Family {
    static let gpt2 = Family(
        type: "gpt2", title: "GPT-2, a decoder", vocabulary: .byteLevel(enclosesSentences: false)
    ) { file, _ in
        try file.require("add_cross_attention", .bool(false))
        try file.require("scale_attn_weights", .bool(true))
        try file.require("scale_attn_by_inverse_layer_idx", .bool(false))
        let dModel = try file.size("n_embd", "hidden_size")
        let heads = try file.size("n_head", "num_attention_heads")
        try ConfigurationReader.check(dModel, splitsInto: heads)
        let sizes = GPT2.Configuration(
            dModel: dModel, heads: heads,
            layers: try file.size("n_layer", "num_hidden_layers", atMost: 1000),
            dFF: try file.size("n_inner", default: 4 * dModel),
            vocabulary: try file.size("vocab_size"),
            positionRows: try file.size("n_positions", "max_position_embeddings"),
            function: try file.function("activation_function", default: "gelu_new"),
            layerNormEpsilon: try file.epsilon("layer_norm_epsilon", default: 1e-5),
            isTied: try file.flag("tie_word_embeddings", default: true))
        return Blueprint(
            build: { .decoder(GPT2(sizes, labels: $0())) },
            names: WeightNames(
                prefixes: ["transformer.", ""], table: names, heads: ["logits": ["lm_head"]],
                ignoredSuffixes: ["attn.bias", "attn.masked_bias"]
                    + (sizes.isTied ? ["lm_head.weight"] : [])),
            layers: sizes.layers, vocabulary: sizes.vocabulary, longest: sizes.positionRows,
            sizes: "d_model \(dModel), \(heads) heads, d_ff \(sizes.dFF), \(sizes.layers) layers")
    }

    private static let names: [String: [String]] = [
        "decoder.embedding": ["wte"],
        "decoder.positional_encoding": ["wpe"],
        "decoder.*.self_attention.layer_norm": ["h.*.ln_1"],
        "decoder.*.self_attention.query": ["h.*.attn.c_attn#0/3"],
        "decoder.*.self_attention.key": ["h.*.attn.c_attn#1/3"],
        "decoder.*.self_attention.value": ["h.*.attn.c_attn#2/3"],
        "decoder.*.self_attention.projection": ["h.*.attn.c_proj"],
        "decoder.*.feed_forward.layer_norm": ["h.*.ln_2"],
        "decoder.*.feed_forward.first_linear": ["h.*.mlp.c_fc"],
        "decoder.*.feed_forward.second_linear": ["h.*.mlp.c_proj"],
        "decoder.final.layer_norm": ["ln_f"],
    ]
}
