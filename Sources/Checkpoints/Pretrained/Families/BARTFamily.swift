import JSON
import Models

extension Family {
    static let bart = Family(
        type: "bart", title: "BART, an encoder-decoder",
        vocabulary: .byteLevel(enclosesSentences: true)
    ) { file, weights in
        let longest = try file.size("max_position_embeddings")
        return try Blueprint(
            bart: file, weights, longest: longest, positionRows: longest + BART.firstPosition)
    }

    static let marian = Family(
        type: "marian", title: "Marian, an encoder-decoder", vocabulary: .marian
    ) { file, weights in
        try Blueprint(
            bart: file, weights,
            longest: file.size("max_position_embeddings", default: 512), positionRows: nil)
    }
}

extension Blueprint {
    fileprivate init(
        bart file: ConfigurationReader, _ weights: WeightFiles, longest: Int, positionRows: Int?
    ) throws {
        try file.require("normalize_before", .bool(false))
        try file.require("tie_word_embeddings", .bool(true))
        try file.require("share_encoder_decoder_embeddings", .bool(true))
        let dModel = try file.size("d_model")
        guard dModel.isMultiple(of: 2) else {
            throw Damage("'d_model' is \(dModel); expected an even number")
        }
        let vocabulary = try file.size("vocab_size")
        let written = try file.size("decoder_vocab_size", default: vocabulary)
        guard written == vocabulary else {
            throw Damage(
                "'decoder_vocab_size' is \(written) and 'vocab_size' \(vocabulary); only models that "
                    + "read and write with one vocabulary are supported")
        }
        func stack(_ name: String) throws -> BART.Configuration.Stack {
            let heads = try file.size(name + "_attention_heads")
            try ConfigurationReader.check(dModel, splitsInto: heads)
            return BART.Configuration.Stack(
                layers: try file.size(name + "_layers", atMost: 1000), heads: heads,
                dFF: try file.size(name + "_ffn_dim"), vocabulary: vocabulary)
        }
        var sizes = BART.Configuration(
            dModel: dModel, encoder: try stack("encoder"), decoder: try stack("decoder"),
            function: try file.function("activation_function", default: "gelu"),
            scalesEmbedding: try file.flag("scale_embedding", default: false),
            positionRows: positionRows)
        sizes.hasOutputBias = weights.have("logits.bias", .bart)
        self.init(
            build: { [sizes] in .sequenceToSequence(BART(sizes, labels: $0())) }, names: .bart,
            layers: max(sizes.encoder.layers, sizes.decoder.layers), vocabulary: vocabulary,
            longest: longest,
            sizes: "d_model \(dModel), \(sizes.encoder.heads) heads, d_ff \(sizes.encoder.dFF), "
                + "\(sizes.encoder.layers) encoder and \(sizes.decoder.layers) decoder layers")
    }
}

extension WeightNames {
    fileprivate static let bart: WeightNames = {
        var table: [String: [String]] = [:]
        for stack in ["encoder", "decoder"] {
            table["\(stack).embedding"] = ["shared", "\(stack).embed_tokens"]
            table["\(stack).positional_encoding"] = ["\(stack).embed_positions"]
            table["\(stack).positional_encoding.layer_norm"] = ["\(stack).layernorm_embedding"]
            table["\(stack).*.feed_forward.first_linear"] = ["\(stack).layers.*.fc1"]
            table["\(stack).*.feed_forward.second_linear"] = ["\(stack).layers.*.fc2"]
            table["\(stack).*.feed_forward.layer_norm"] = ["\(stack).layers.*.final_layer_norm"]
            for (part, name) in [
                ("self_attention", "self_attn"), ("cross_attention", "encoder_attn"),
            ] {
                let (path, place) = ("\(stack).*.\(part)", "\(stack).layers.*.\(name)")
                table[path + ".query"] = [place + ".q_proj"]
                table[path + ".key"] = [place + ".k_proj"]
                table[path + ".value"] = [place + ".v_proj"]
                table[path + ".projection"] = [place + ".out_proj"]
                table[path + ".layer_norm"] = [place + "_layer_norm"]
            }
        }
        return WeightNames(
            prefixes: ["model.", ""], table: table,
            whole: ["logits.bias": ["final_logits_bias"]],
            ignoredSuffixes: [
                "encoder.embed_tokens.weight", "decoder.embed_tokens.weight",
                "encoder.embed_positions.weight", "decoder.embed_positions.weight",
                "lm_head.weight", "shared.weight",
            ])
    }()
}
