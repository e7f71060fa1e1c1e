"""The encoder-decoder of heed in PyTorch, eager, written the ordinary way.

"Attention Is All You Need" (Vaswani et al. 2017): post-norm, sinusoidal positions, embeddings times
sqrt(d_model), the output map tied to the target embedding, ReLU, no dropout.

Every layer has a `forward`, which computes what a user of PyTorch would compute, and a `traced`, which
also puts every intermediate tensor into `trace` under the path of heed's event. Ids are
`[..., position]`; a leading axis is a batch.
"""

import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

LONGEST = 512
START_ID = 1


class LayerNorm(nn.LayerNorm):
    def __init__(self, path, size, epsilon):
        super().__init__(size, eps=epsilon)
        self.path = path

    def traced(self, x, trace):
        # The kernel's own mean and 1 / sqrt(variance + epsilon): a pass of `var_mean` costs more.
        normalised, mean, inverse = torch.native_layer_norm(
            x, self.normalized_shape, None, None, self.eps
        )
        variance = inverse.pow(-2) - self.eps
        output = torch.addcmul(self.bias, normalised, self.weight)
        trace[self.path + ".mean"] = mean.squeeze(-1)
        trace[self.path + ".variance"] = variance.squeeze(-1)
        trace[self.path + ".normalised"] = normalised
        trace[self.path + ".output"] = output
        return output


class Embedding(nn.Embedding):
    """The lookup times sqrt(d_model), plus the positional encoding."""

    def __init__(self, path, vocabulary, d_model):
        super().__init__(vocabulary, d_model)
        self.path = path
        self.factor = math.sqrt(d_model)
        self.register_buffer("positions", sinusoids(LONGEST, d_model), persistent=False)

    def forward(self, ids):
        return F.embedding(ids, self.weight) * self.factor + self.positions[: ids.shape[-1]]

    def traced(self, ids, trace):
        lookup = F.embedding(ids, self.weight)
        scaled = lookup * self.factor
        matrix = self.positions[: ids.shape[-1]]
        positioned = scaled + matrix
        trace[self.path + ".embedding.lookup"] = lookup
        trace[self.path + ".embedding.scaled"] = scaled
        trace[self.path + ".positional_encoding.matrix"] = matrix
        trace[self.path + ".positional_encoding.sum"] = positioned
        return positioned


class Attention(nn.Module):
    """Multi-head attention with its residual and its normalisation."""

    def __init__(self, path, d_model, heads, epsilon, causal=False):
        super().__init__()
        self.path = path
        self.heads = heads
        self.causal = causal
        self.factor = 1 / math.sqrt(d_model // heads)
        self.query = nn.Linear(d_model, d_model)
        self.key = nn.Linear(d_model, d_model)
        self.value = nn.Linear(d_model, d_model)
        self.projection = nn.Linear(d_model, d_model)
        self.layer_norm = LayerNorm(path + ".layer_norm", d_model, epsilon)
        mask = torch.zeros(LONGEST, LONGEST)
        if causal:
            mask = mask.masked_fill(torch.ones_like(mask, dtype=torch.bool).triu(1), -math.inf)
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x, memory):
        query, key, value = (
            self.split(linear(source))
            for linear, source in ((self.query, x), (self.key, memory), (self.value, memory))
        )
        output = F.scaled_dot_product_attention(query, key, value, is_causal=self.causal)
        concat = output.transpose(-3, -2).flatten(-2)
        return self.layer_norm(x + self.projection(concat))

    def traced(self, x, memory, trace):
        query, key, value = self.query(x), self.key(memory), self.value(memory)
        query_heads, key_heads, value_heads = map(self.split, (query, key, value))
        scores = query_heads @ key_heads.transpose(-2, -1)
        scaled = scores * self.factor
        mask = self.mask[: scores.shape[-2], : scores.shape[-1]]
        # Adding an open mask changes no value.
        masked = scaled + mask if self.causal else scaled
        weights = masked.softmax(-1)
        output = weights @ value_heads
        concat = output.transpose(-3, -2).flatten(-2)
        projection = self.projection(concat)
        residual = x + projection
        trace[self.path + ".query"] = query
        trace[self.path + ".query.heads"] = query_heads
        trace[self.path + ".key"] = key
        trace[self.path + ".key.heads"] = key_heads
        trace[self.path + ".value"] = value
        trace[self.path + ".value.heads"] = value_heads
        trace[self.path + ".scores"] = scores
        trace[self.path + ".scaled"] = scaled
        trace[self.path + ".mask"] = mask
        trace[self.path + ".masked"] = masked
        trace[self.path + ".weights"] = weights
        trace[self.path + ".head_output"] = output
        trace[self.path + ".concat"] = concat
        trace[self.path + ".projection"] = projection
        trace[self.path + ".residual"] = residual
        return self.layer_norm.traced(residual, trace)

    def split(self, x):
        """`[..., position, feature] -> [..., head, position, feature of the head]`"""
        return x.view(*x.shape[:-1], self.heads, -1).transpose(-3, -2)


class FeedForward(nn.Module):
    """Two linear layers with a ReLU between them, the residual and the normalisation."""

    def __init__(self, path, d_model, d_ff, epsilon):
        super().__init__()
        self.path = path
        self.first_linear = nn.Linear(d_model, d_ff)
        self.second_linear = nn.Linear(d_ff, d_model)
        self.layer_norm = LayerNorm(path + ".layer_norm", d_model, epsilon)

    def forward(self, x):
        return self.layer_norm(x + self.second_linear(F.relu(self.first_linear(x))))

    def traced(self, x, trace):
        first = self.first_linear(x)
        relu = F.relu(first)
        second = self.second_linear(relu)
        residual = x + second
        trace[self.path + ".first_linear"] = first
        trace[self.path + ".relu"] = relu
        trace[self.path + ".second_linear"] = second
        trace[self.path + ".residual"] = residual
        return self.layer_norm.traced(residual, trace)


class EncoderLayer(nn.Module):
    def __init__(self, path, c):
        super().__init__()
        sizes = (c["d_model"], c["heads"], c["layer_norm_epsilon"])
        self.self_attention = Attention(path + ".self_attention", *sizes)
        self.feed_forward = FeedForward(
            path + ".feed_forward", c["d_model"], c["d_ff"], c["layer_norm_epsilon"]
        )

    def forward(self, x):
        return self.feed_forward(self.self_attention(x, x))

    def traced(self, x, trace):
        return self.feed_forward.traced(self.self_attention.traced(x, x, trace), trace)


class DecoderLayer(nn.Module):
    def __init__(self, path, c):
        super().__init__()
        sizes = (c["d_model"], c["heads"], c["layer_norm_epsilon"])
        self.self_attention = Attention(path + ".self_attention", *sizes, causal=True)
        self.cross_attention = Attention(path + ".cross_attention", *sizes)
        self.feed_forward = FeedForward(
            path + ".feed_forward", c["d_model"], c["d_ff"], c["layer_norm_epsilon"]
        )

    def forward(self, x, memory):
        x = self.self_attention(x, x)
        return self.feed_forward(self.cross_attention(x, memory))

    def traced(self, x, memory, trace):
        x = self.self_attention.traced(x, x, trace)
        return self.feed_forward.traced(self.cross_attention.traced(x, memory, trace), trace)


class EncoderDecoder(nn.Module):
    """Source ids and the target ids behind the start token to logits `[..., position, token]`."""

    def __init__(self, configuration):
        super().__init__()
        c = self.configuration = configuration
        self.source_embedding = Embedding("encoder", c["source_vocabulary"], c["d_model"])
        self.target_embedding = Embedding("decoder", c["target_vocabulary"], c["d_model"])
        self.encoder = nn.ModuleList(
            EncoderLayer(f"encoder.{n}", c) for n in range(c["encoder_layers"])
        )
        self.decoder = nn.ModuleList(
            DecoderLayer(f"decoder.{n}", c) for n in range(c["decoder_layers"])
        )
        self.logits_bias = nn.Parameter(torch.zeros(c["target_vocabulary"]))
        for embedding in (self.source_embedding, self.target_embedding):
            nn.init.normal_(embedding.weight, std=c["d_model"] ** -0.5)

    def forward(self, source, shifted):
        memory = self.source_embedding(source)
        for layer in self.encoder:
            memory = layer(memory)
        x = self.target_embedding(shifted)
        for layer in self.decoder:
            x = layer(x, memory)
        return F.linear(x, self.target_embedding.weight, self.logits_bias)

    def traced(self, source, shifted, trace):
        """The same with every intermediate tensor in `trace`, by the path of heed's event."""
        memory = self.source_embedding.traced(source, trace)
        for layer in self.encoder:
            memory = layer.traced(memory, trace)
        x = self.target_embedding.traced(shifted, trace)
        for layer in self.decoder:
            x = layer.traced(x, memory, trace)
        logits = F.linear(x, self.target_embedding.weight, self.logits_bias)
        trace["logits"] = logits
        trace["probabilities"] = logits.softmax(-1)
        return logits

    def parameters_by_path(self):
        """Each parameter with heed's path."""
        return {heed_path(name): value for name, value in self.named_parameters()}


def configuration(d_model, heads, layers, d_ff, source_vocabulary, target_vocabulary):
    """What `config.json` holds, for a model with as many layers in the encoder as in the decoder."""
    return {
        "architecture": "encoder_decoder",
        "d_ff": d_ff,
        "d_model": d_model,
        "decoder_layers": layers,
        "encoder_layers": layers,
        "heads": heads,
        "layer_norm_epsilon": 1e-5,
        "source_vocabulary": source_vocabulary,
        "target_vocabulary": target_vocabulary,
    }


def sinusoids(positions, d_model):
    """PE(p, 2i) = sin(p / 10000^(2i / d_model)), PE(p, 2i + 1) the cosine of the same."""
    position = torch.arange(positions, dtype=torch.float64).unsqueeze(1)
    exponent = torch.arange(0, d_model, 2, dtype=torch.float64) / d_model
    angle = position / 10000**exponent
    matrix = torch.stack((angle.sin(), angle.cos()), -1).flatten(-2)
    return matrix.to(torch.get_default_dtype())


def shift(target):
    """The decoder's input: the target behind a start token."""
    return F.pad(target[..., :-1], (1, 0), value=START_ID)


def heed_path(name):
    """`encoder.0.self_attention.layer_norm.weight` -> `...layer_norm.gamma`, and so on."""
    name = name.replace("source_embedding.weight", "encoder.embedding.table")
    name = name.replace("target_embedding.weight", "decoder.embedding.table")
    name = name.replace("layer_norm.weight", "layer_norm.gamma")
    name = name.replace("layer_norm.bias", "layer_norm.beta")
    return name.replace("logits_bias", "logits.bias")


def heed_layout(path, value):
    """heed stores the weights of linear layers `[in, out]`, PyTorch `[out, in]`; its own inverse."""
    return value.T.contiguous() if path.endswith(".weight") else value


def load(folder):
    """The model of a heed checkpoint folder: `config.json` and `model.safetensors`."""
    model = EncoderDecoder(json.loads((Path(folder) / "config.json").read_text()))
    stored = load_file(Path(folder) / "model.safetensors")
    parameters = model.parameters_by_path()
    if stored.keys() != parameters.keys():
        strangers = ", ".join(sorted(stored.keys() ^ parameters.keys()))
        raise SystemExit(f"{folder}: the weights and the configuration disagree about {strangers}")
    with torch.no_grad():
        for path, value in parameters.items():
            value.copy_(heed_layout(path, stored[path]))
    return model.eval()


def save(model, folder):
    """Writes a heed checkpoint folder."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    text = json.dumps(model.configuration, indent=2, sort_keys=True)
    (Path(folder) / "config.json").write_text(text + "\n")
    tensors = {
        path: heed_layout(path, value.detach()).float().contiguous()
        for path, value in model.parameters_by_path().items()
    }
    save_file(tensors, Path(folder) / "model.safetensors", metadata={"format": "heed"})
