"""Builds the same files in two processes with different surroundings and compares every byte.

usage: repeat.py ZHIBI FILE…
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ledger import expect

SURROUNDINGS = [
    {"LANG": "C", "LC_ALL": "C", "TZ": "UTC"},
    {"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "COLUMNS": "40"},
]


def outputs(zhibi, file, surroundings, folder):
    """Exit code and every file written."""
    out = Path(folder)
    command = [zhibi, "build", "--draft", "--out", str(out), file]
    done = subprocess.run(command, env={**os.environ, **surroundings}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, {path.name: path.read_bytes() for path in sorted(out.glob("*"))}


if __name__ == "__main__":
    zhibi, *files = sys.argv[1:]
    for file in files:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            first, second = (outputs(zhibi, file, *pair) for pair in zip(SURROUNDINGS, (one, two)))
            kinds = sorted(Path(name).suffix for name in first[1])
            same = first == second and first[0] == 0 and kinds == [".md", ".pdf"]
            shown = "the same" if same else f"exit {first[0]} and {second[0]}, files {list(first[1])} and {list(second[1])}"
            expect(same, f"{Path(file).name} built twice", "the same .md and .pdf", shown)
