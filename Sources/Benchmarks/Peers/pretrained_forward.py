"""Times a forward of an encoder in Hugging Face transformers: with eager attention, the attentions and
the hidden states kept.
"""

import argparse

import torch
from transformers import AutoModel

from timing import measure


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--checkpoint", required=True, metavar="DIR", help="a folder as on the hub")
    parser.add_argument("--tokens", type=int, default=12)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    model = AutoModel.from_pretrained(
        options.checkpoint, local_files_only=True, attn_implementation="eager"
    ).eval()
    ids = torch.randint(model.config.vocab_size, (1, options.tokens))
    with torch.inference_mode():
        measure(
            "transformers, eager, attentions and hidden states",
            lambda: model(ids, output_attentions=True, output_hidden_states=True),
            options.runs,
            tokens=options.tokens,
        )


if __name__ == "__main__":
    main()
