import JSON
import Models

extension Family {
    static let bert = Family(
        type: "bert", title: "BERT, an encoder", vocabulary: .wordPiece
    ) { file, weights in
        try file.require("position_embedding_type", .string("absolute"))
        let sizes = try BERT.Configuration(
            file, segments: file.size("type_vocab_size", default: 2))
        return try Blueprint(bert: sizes, names: .bert, weights)
    }

    static let roberta = roberta(
        "roberta", title: "RoBERTa", vocabulary: .byteLevel(enclosesSentences: true))

    /// RoBERTa for a hundred languages (Conneau et al. 2020): another vocabulary, the same model.
    static let xlmRoBERTa = roberta(
        "xlm-roberta", title: "XLM-RoBERTa", vocabulary: .sentencePiece(.xlmRoBERTa))

    /// RoBERTa for French (Martin et al. 2020).
    static let camemBERT = roberta("camembert", title: "CamemBERT", vocabulary: nil)

    private static func roberta(
        _ type: String, title: String, vocabulary: PretrainedVocabulary.Fallback?
    ) -> Family {
        Family(type: type, title: title + ", an encoder", vocabulary: vocabulary) { file, weights in
            try file.require("position_embedding_type", .string("absolute"))
            var sizes = try BERT.Configuration(
                file, segments: file.size("type_vocab_size", default: 2))
            // Positions count on from the number of the padding token.
            sizes.firstPosition = (try file.id("pad_token_id") ?? 1) + 1
            guard sizes.firstPosition < sizes.positionRows else {
                throw Damage("'max_position_embeddings' leaves no row for a position")
            }
            return try Blueprint(bert: sizes, names: .roberta, weights)
        }
    }

    static let distilBERT = Family(
        type: "distilbert", title: "DistilBERT, an encoder", vocabulary: .wordPiece
    ) { file, weights in
        let heads = try file.size("n_heads")
        let dModel = try file.size("dim")
        try ConfigurationReader.check(dModel, splitsInto: heads)
        let sizes = BERT.Configuration(
            dModel: dModel, heads: heads, layers: try file.size("n_layers", atMost: 1000),
            dFF: try file.size("hidden_dim"), vocabulary: try file.size("vocab_size"),
            positionRows: try file.size("max_position_embeddings"), segments: 0,
            function: try file.function("activation", default: "gelu"), layerNormEpsilon: 1e-12)
        return try Blueprint(bert: sizes, names: .distilBERT, weights)
    }
}

extension BERT.Configuration {
    /// The keys that BERT and RoBERTa share.
    fileprivate init(_ file: ConfigurationReader, segments: Int) throws {
        try file.require("is_decoder", .bool(false))
        try file.require("tie_word_embeddings", .bool(true))
        let heads = try file.size("num_attention_heads")
        let dModel = try file.size("hidden_size")
        try ConfigurationReader.check(dModel, splitsInto: heads)
        self.init(
            dModel: dModel, heads: heads,
            layers: try file.size("num_hidden_layers", atMost: 1000),
            dFF: try file.size("intermediate_size"), vocabulary: try file.size("vocab_size"),
            positionRows: try file.size("max_position_embeddings"), segments: segments,
            function: try file.function("hidden_act", default: "gelu"),
            layerNormEpsilon: try file.epsilon("layer_norm_eps", default: 1e-12))
    }
}

extension Blueprint {
    fileprivate init(
        bert sizes: BERT.Configuration, names: WeightNames, _ weights: WeightFiles
    ) throws {
        var sizes = sizes
        sizes.hasPooler = weights.have("pooler.dense.weight", names)
        sizes.hasNextSentence =
            sizes.hasPooler && weights.have("next_sentence.logits.weight", names)
        sizes.hasPrediction = weights.have("prediction.dense.weight", names)
        self.init(
            build: { [sizes] in .encoder(BERT(sizes, labels: sizes.hasPrediction ? $0() : nil)) },
            names: names, layers: sizes.layers, vocabulary: sizes.vocabulary,
            longest: sizes.positionRows - sizes.firstPosition,
            sizes: "d_model \(sizes.dModel), \(sizes.heads) heads, d_ff \(sizes.dFF), "
                + "\(sizes.layers) layers")
    }
}

extension WeightNames {
    /// The body that BERT and RoBERTa share.
    private static let bertBody: [String: [String]] = [
        "encoder.embedding": ["embeddings.word_embeddings"],
        "encoder.segment_embedding": ["embeddings.token_type_embeddings"],
        "encoder.positional_encoding": ["embeddings.position_embeddings"],
        "encoder.positional_encoding.layer_norm": ["embeddings.LayerNorm"],
        "encoder.*.self_attention.query": ["encoder.layer.*.attention.self.query"],
        "encoder.*.self_attention.key": ["encoder.layer.*.attention.self.key"],
        "encoder.*.self_attention.value": ["encoder.layer.*.attention.self.value"],
        "encoder.*.self_attention.projection": ["encoder.layer.*.attention.output.dense"],
        "encoder.*.self_attention.layer_norm": ["encoder.layer.*.attention.output.LayerNorm"],
        "encoder.*.feed_forward.first_linear": ["encoder.layer.*.intermediate.dense"],
        "encoder.*.feed_forward.second_linear": ["encoder.layer.*.output.dense"],
        "encoder.*.feed_forward.layer_norm": ["encoder.layer.*.output.LayerNorm"],
        "pooler.dense": ["pooler.dense"],
    ]

    fileprivate static let bert = WeightNames(
        prefixes: ["bert.", ""], table: bertBody,
        heads: [
            "prediction.dense": ["cls.predictions.transform.dense"],
            "prediction.layer_norm": ["cls.predictions.transform.LayerNorm"],
            "logits": ["cls.predictions", "cls.predictions.decoder"],
            "next_sentence.logits": ["cls.seq_relationship"],
        ],
        ignoredSuffixes: [
            "embeddings.position_ids", "cls.predictions.decoder.weight",
            "cls.predictions.decoder.bias",
        ])

    fileprivate static let roberta = WeightNames(
        prefixes: ["roberta.", ""], table: bertBody,
        heads: [
            "prediction.dense": ["lm_head.dense"],
            "prediction.layer_norm": ["lm_head.layer_norm"],
            "logits": ["lm_head", "lm_head.decoder"],
        ],
        ignoredSuffixes: [
            "embeddings.position_ids", "lm_head.decoder.weight", "lm_head.decoder.bias",
        ])

    fileprivate static let distilBERT = WeightNames(
        prefixes: ["distilbert.", ""],
        table: [
            "encoder.embedding": ["embeddings.word_embeddings"],
            "encoder.positional_encoding": ["embeddings.position_embeddings"],
            "encoder.positional_encoding.layer_norm": ["embeddings.LayerNorm"],
            "encoder.*.self_attention.query": ["transformer.layer.*.attention.q_lin"],
            "encoder.*.self_attention.key": ["transformer.layer.*.attention.k_lin"],
            "encoder.*.self_attention.value": ["transformer.layer.*.attention.v_lin"],
            "encoder.*.self_attention.projection": ["transformer.layer.*.attention.out_lin"],
            "encoder.*.self_attention.layer_norm": ["transformer.layer.*.sa_layer_norm"],
            "encoder.*.feed_forward.first_linear": ["transformer.layer.*.ffn.lin1"],
            "encoder.*.feed_forward.second_linear": ["transformer.layer.*.ffn.lin2"],
            "encoder.*.feed_forward.layer_norm": ["transformer.layer.*.output_layer_norm"],
        ],
        heads: [
            "prediction.dense": ["vocab_transform"], "prediction.layer_norm": ["vocab_layer_norm"],
            "logits": ["vocab_projector"],
        ],
        ignoredSuffixes: ["embeddings.position_ids", "vocab_projector.weight"])
}
