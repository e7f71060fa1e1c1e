"""Times a forward of the encoder-decoder in PyTorch: plain, and with every tensor recorded.

`forward_recorded` stores each intermediate tensor by explicit calls, the fastest way to record them;
`forward_hooked` sends each through a module with a forward hook, as tools for looking into models do.
"""

import argparse

import torch
from torch import nn

import model as heed
from timing import measure


class Hooks:
    """A trace whose every entry passes through an identity module with a hook that stores it."""

    def __init__(self):
        self.values = {}
        self.points = {}

    def __setitem__(self, path, value):
        point = self.points.get(path)
        if point is None:
            point = self.points[path] = nn.Identity()
            point.register_forward_hook(self.hook(path))
        point(value)

    def hook(self, path):
        def store(module, inputs, output):
            self.values[path] = output

        return store


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--source", type=int, default=12, metavar="TOKENS")
    parser.add_argument("--target", type=int, default=13, metavar="TOKENS")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--checkpoint", metavar="DIR", help="random weights if left out")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)

    if options.checkpoint:
        model = heed.load(options.checkpoint)
    else:
        model = heed.EncoderDecoder(heed.configuration(64, 4, 2, 256, 300, 450)).eval()
    sizes = model.configuration
    source = torch.randint(sizes["source_vocabulary"], (options.source,))
    shifted = heed.shift(torch.randint(sizes["target_vocabulary"], (options.target,)))
    hooks = Hooks()

    def recorded():
        trace = {}
        model.traced(source, shifted, trace)
        return trace

    with torch.inference_mode():
        details = {"source": options.source, "target": options.target}
        measure(
            "forward_plain",
            lambda: model(source, shifted).softmax(-1),
            options.runs,
            **details,
        )
        details["events"] = len(recorded())
        measure("forward_recorded", recorded, options.runs, **details)
        measure(
            "forward_hooked",
            lambda: model.traced(source, shifted, hooks),
            options.runs,
            **details,
        )


if __name__ == "__main__":
    main()
