"""Makes the checkpoint folder of a small BERT with random weights, for print_map.py to load.

What the map shows is noise; how long it takes to get there is not. Any BERT folder does as well.
"""

import argparse
from pathlib import Path

import torch
from transformers import BertConfig, BertModel, BertTokenizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = "the animal didn t cross street because it was too tired wide ' . ,".split()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", metavar="DIR")
    folder = Path(parser.parse_args().folder)
    folder.mkdir(parents=True, exist_ok=True)

    vocabulary = SPECIAL + WORDS + [f"word{n}" for n in range(300 - len(SPECIAL) - len(WORDS))]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
    BertTokenizer.from_pretrained(folder).save_pretrained(folder)
    torch.manual_seed(0)
    configuration = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=128,
    )
    BertModel(configuration).save_pretrained(folder)


if __name__ == "__main__":
    main()
