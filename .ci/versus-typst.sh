#!/usr/bin/env bash
# Whole-process runs of zhibi, interleaved with the Typst compiler on the same text and fonts; prints medians, the
# ratio and the peak memory of both. Not part of .ci/run: it needs the network once and a quiet machine.
# usage: .ci/versus-typst.sh [DATA.yaml [PAIRS]]
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONDONTWRITEBYTECODE=1
cargo build --release --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! python3 -c 'import typst' 2>/dev/null; then
    python3 -m pip install --quiet --target "$work/packages" typst
    export PYTHONPATH="$work/packages"
fi
default=$(find data -maxdepth 1 -name '*.yaml' -size +1k ! -name '*待补*' | sort | head -n 1)
python3 .ci/versus_typst.py target/release/zhibi "${1:-$default}" fonts "$work" "${2:-15}"
