"""Writes what this model computes, under heed's event paths, to check heed against.

Everything is computed in float64 from the float32 weights and rounded to float32 when it is stored, so
that the values are right to the last bit or nearly so, whatever the order of the sums.

With --random, a checkpoint of random weights is made first: all of them random, also the biases and the
gammas, so that none is hidden by a zero or a one.
"""

import argparse

import numpy
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

import model as heed

SMOOTHING = 0.1
STEPS = 5
RATE = 1e-2


def main():
    options = parse()
    if options.random is not None:
        heed.save(random_model(options), options.checkpoint)
    source, target = ids(options.source_ids), ids(options.target_ids)

    model = load(options.checkpoint)
    values = trace(model, source, target)
    if options.gradients:
        loss = cross_entropy(values["logits"], target)
        values |= gradients(loss, model, values) | {"loss": loss}
    save(values, options.output)

    if options.training:
        training = {}
        for name, clip in (("unclipped", None), ("clipped", 1.0)):
            for key, value in train(load(options.checkpoint), source, target, clip).items():
                training[f"{name}.{key}"] = value
        save(training, options.training)


def load(folder):
    torch.set_default_dtype(torch.float64)
    return heed.load(folder)


def trace(model, source, target):
    """Every intermediate tensor by its path."""
    shifted = heed.shift(target)
    values = {"source.ids": source, "target.ids": target, "target.shifted": shifted}
    model.traced(source, shifted, values)
    torch.testing.assert_close(values["logits"], model(source, shifted))
    return values


def cross_entropy(logits, target):
    return F.cross_entropy(logits, target, label_smoothing=SMOOTHING)


def gradients(loss, model, values):
    """The loss's gradient by every parameter and every intermediate tensor that it depends on."""
    events = model.parameters_by_path() | {
        path: value for path, value in values.items() if value.requires_grad
    }
    found = torch.autograd.grad(loss, list(events.values()), allow_unused=True, retain_graph=True)
    return {
        f"gradient.{path}": heed.heed_layout(path, gradient)
        for path, gradient in zip(events, found)
        if gradient is not None
    }


def train(model, source, target, clip):
    """Adam's steps on this one pair: the losses and the norms of the gradients before each step, the
    parameters after the last."""
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE, betas=(0.9, 0.98), eps=1e-9)
    losses, norms = [], []
    for _ in range(STEPS):
        optimiser.zero_grad()
        loss = cross_entropy(model(source, heed.shift(target)), target)
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), clip or float("inf")))
        losses.append(loss.detach())
        optimiser.step()
    # A key's bias moves all scores of a row alike, so its gradient is 0. In float32 the sum leaves a
    # rounding error, and Adam makes whole steps of it: there is nothing to compare.
    parameters = {
        path: heed.heed_layout(path, value)
        for path, value in model.parameters_by_path().items()
        if not path.endswith(".key.bias")
    }
    return {"loss": torch.stack(losses), "gradient_norm": torch.stack(norms)} | parameters


def random_model(options):
    generator = numpy.random.default_rng(options.random)
    model = heed.EncoderDecoder(
        heed.configuration(
            options.d_model,
            options.heads,
            options.layers,
            options.d_ff,
            options.source_vocabulary,
            options.target_vocabulary,
        )
    )
    for path, value in model.parameters_by_path().items():
        # Wide enough for attention that differs from head to head.
        deviation = options.d_model**-0.5 if value.dim() == 2 else 0.2
        values = deviation * torch.from_numpy(generator.standard_normal(tuple(value.shape)))
        value.data.copy_(1 + values if path.endswith(".gamma") else values)
    return model


def ids(text):
    return torch.tensor([int(number) for number in text.split(",")])


def save(values, path):
    # float32 throughout, ids too: heed's files hold nothing else.
    tensors = {name: value.detach().float().clone().contiguous() for name, value in values.items()}
    save_file(tensors, path)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--checkpoint", required=True, metavar="DIR")
    parser.add_argument("--source-ids", required=True, metavar="IDS", help="for example 3,7,2")
    parser.add_argument(
        "--target-ids", required=True, metavar="IDS", help="what to predict, the end token included"
    )
    parser.add_argument("--output", required=True, metavar="FILE.safetensors")
    parser.add_argument("--gradients", action="store_true", help="the loss and its gradients too")
    parser.add_argument(
        "--training", metavar="FILE.safetensors", help=f"{STEPS} steps of Adam on this pair"
    )
    parser.add_argument(
        "--random", type=int, metavar="SEED", help="first make DIR with random weights"
    )
    for name, default in (
        ("--d-model", 8),
        ("--heads", 2),
        ("--layers", 2),
        ("--d-ff", 16),
        ("--source-vocabulary", 11),
        ("--target-vocabulary", 13),
    ):
        parser.add_argument(name, type=int, default=default, metavar="N", help=f"{default}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
