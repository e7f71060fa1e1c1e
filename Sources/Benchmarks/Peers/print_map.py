"""Loads a small encoder with Hugging Face transformers and prints one attention map as text.

The benchmark times it as a whole process.
"""

import argparse

import torch
from transformers import AutoModel, AutoTokenizer

RAMP = " .:-=+*#%@"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("sentence")
    parser.add_argument("--checkpoint", required=True, metavar="DIR", help="a folder as on the hub")
    parser.add_argument("--layer", type=int, default=0)
    parser.add_argument("--head", type=int, default=0)
    options = parser.parse_args()

    tokenizer = AutoTokenizer.from_pretrained(options.checkpoint, local_files_only=True)
    model = AutoModel.from_pretrained(
        options.checkpoint, local_files_only=True, attn_implementation="eager"
    )
    encoded = tokenizer(options.sentence, return_tensors="pt")
    with torch.inference_mode():
        attentions = model(**encoded, output_attentions=True).attentions
    tokens = tokenizer.convert_ids_to_tokens(encoded["input_ids"][0])
    print(draw(attentions[options.layer][0, options.head].tolist(), tokens))


def draw(weights, tokens):
    """Rows are queries, columns are keys; each cell two characters, darker for more, the darkest for
    the largest weight of the map."""
    margin = max(map(len, tokens))
    largest = max(map(max, weights))
    lines = [" " * margin + " " + "".join(f"{token[:1]:2}" for token in tokens)]
    for token, row in zip(tokens, weights):
        shades = (RAMP[round(weight / largest * (len(RAMP) - 1))] * 2 for weight in row)
        lines.append(f"{token:>{margin}} {''.join(shades)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
