"""Compares what heed computes for a sentence with what Hugging Face transformers computes: the tokens,
the attention weights of every layer, the output of the last.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy
import torch
from transformers import AutoModel, AutoTokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("sentence")
    parser.add_argument("--checkpoint", required=True, metavar="DIR", help="a folder as on the hub")
    parser.add_argument("--heed", required=True, metavar="PROGRAM")
    options = parser.parse_args()

    tokenizer = AutoTokenizer.from_pretrained(options.checkpoint, local_files_only=True)
    model = AutoModel.from_pretrained(
        options.checkpoint, local_files_only=True, attn_implementation="eager"
    ).eval()
    encoded = tokenizer(options.sentence, return_tensors="pt")
    with torch.inference_mode():
        expected = model(**encoded, output_attentions=True)

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "trace.npz"
        subprocess.run(
            [options.heed, "trace", options.sentence, "--model", options.checkpoint]
            + ["--format", "npz", "--output", file],
            check=True,
        )
        trace = dict(numpy.load(file))
    print("tokens:", "the same" if ids(trace) == encoded["input_ids"][0].tolist() else "different")
    weights = [name for name in trace if name.endswith(".self_attention.weights")]
    for name, layer in zip(weights, expected.attentions, strict=True):
        print(f"{name}: at most {difference(trace[name], layer[0]):.1e} apart")
    outputs = [name for name in trace if name.endswith("layer_norm.output")]
    last = [name for name in outputs if name.startswith(("encoder", "decoder"))][-1]
    print(f"{last}: at most {difference(trace[last], expected.last_hidden_state[0]):.1e} apart")


def ids(trace):
    return [int(number) for number in trace["source.ids"]]


def difference(value, expected):
    return numpy.abs(value - expected.numpy()).max()


if __name__ == "__main__":
    main()
