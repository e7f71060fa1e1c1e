"""What the timed peers share: the loop, and one line of JSON a figure."""

import json
import platform
import time

import torch


def measure(name, body, runs, warm_up=20, **details):
    """Times `body` alone, run after run, and prints the fastest and the median."""
    for _ in range(warm_up):
        body()
    times = []
    for _ in range(runs):
        start = time.perf_counter_ns()
        body()
        times.append((time.perf_counter_ns() - start) / 1e6)
    times.sort()
    figure = {
        "name": name,
        "min_ms": round(times[0], 4),
        "median_ms": round(times[len(times) // 2], 4),
        "runs": runs,
        "threads": torch.get_num_threads(),
        **details,
        "torch": torch.__version__,
        "python": platform.python_version(),
    }
    print(json.dumps(figure), flush=True)
