"""Makes a model folder with random weights, in a size that people use.

What such a model shows is noise; how long it takes, and how much memory, is what the trained one takes.
"""

import argparse
import json
from pathlib import Path

import torch
from transformers import BertConfig, BertModel, BertTokenizer, GPT2Config, GPT2LMHeadModel

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = "the animal didn t cross street because it was too tired wide ' . ,".split()


def encoder(folder, words, **sizes):
    """A BERT and its vocabulary."""
    listed = SPECIAL + WORDS
    vocabulary = listed + [f"word{n}" for n in range(words - len(listed))]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    BertTokenizer.from_pretrained(folder).save_pretrained(folder)
    return BertModel(BertConfig(vocab_size=words, **sizes))


def decoder(folder):
    """A GPT-2 of 124 million weights. Its vocabulary has the bytes and nothing is merged, so that a
    character is a token."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    letters = [chr(byte) for byte in printable] + [chr(256 + n) for n in range(len(others))]
    configuration = GPT2Config()
    listed = letters + [f"word{n}" for n in range(configuration.vocab_size - len(letters) - 1)]
    ids = {token: number for number, token in enumerate(listed + ["<|endoftext|>"])}
    (folder / "vocab.json").write_text(json.dumps(ids))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return GPT2LMHeadModel(configuration)


KINDS = {
    "small": lambda folder: encoder(
        folder,
        300,
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=128,
    ),
    "minilm": lambda folder: encoder(
        folder,
        30522,
        hidden_size=384,
        num_hidden_layers=6,
        num_attention_heads=12,
        intermediate_size=1536,
    ),
    "gpt2": decoder,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("folder", metavar="DIR")
    options = parser.parse_args()
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    KINDS[options.kind](folder).save_pretrained(folder)


if __name__ == "__main__":
    main()
