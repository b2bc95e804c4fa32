"""Stars in = stars out: no placeholder is lost between a draft and its pages, and each one is reported.

usage: stars.py ZHIBI DATA.yaml FOLDER   DATA.yaml has gaps; FOLDER holds labelled drafts (NNN.txt with NNN.jsonl)
                                         and may be empty
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from ledger import expect, skip
from poppler import text

# Shapes that other tools eat: pairs, lone stars at line starts, stars beside punctuation, in tables and in headings.
OWN = """# 关于*县水利工作的调研报告

全县*县辖*个镇，投入**万元，其他达**万元，占比**%。

**成效。**共建成三座。

另有***座，*月*日前完成。

* 一处

## 一、*镇情况

（一）**村情况。全村**户，***人，*。

| 乡镇 | 座数 |
| --- | ---: |
| *镇 | ** |
"""
BOLD = 4  # the four stars around 成效。 are emphasis
BULLET = 1  # the star before 一处 is somebody's bullet: printed, but no gap


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def findings(zhibi, path):
    """Placeholder findings of a draft, as byte ranges."""
    done = run(zhibi, "check", "--format", "jsonl", path)
    if done.returncode not in (0, 1):
        raise SystemExit(f"check of {path} ended with {done.returncode}: {done.stderr.decode()}")
    found = [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("{")]
    return [(f["byte_start"], f["byte_end"]) for f in found if f.get("kind") == "placeholder"]


def reported_stars(zhibi, path, content):
    covered = set()
    for start, end in findings(zhibi, path):
        covered.update(range(start, end))
    return sum(content[at] == ord("*") for at in covered)


def printed_stars(zhibi, path, folder):
    """Stars in the Markdown and on the pages of a draft build; None if there is no such build."""
    out = Path(folder) / ("out-" + Path(path).stem + Path(path).suffix[1:])
    done = run(zhibi, "build", "--draft", "--out", str(out), path)
    made = list(out.glob("*.pdf"))
    if done.returncode != 0 or len(made) != 1:
        print(done.stderr.decode()[-600:])
        return None
    return text(str(made[0])).count("*")


def prove(zhibi, path, folder, in_draft, in_findings):
    name = Path(path).name
    content = Path(path).read_bytes()
    reported = reported_stars(zhibi, str(path), content)
    expect(reported == in_findings, f"{name}: stars reported", in_findings, reported)
    printed = printed_stars(zhibi, str(path), folder)
    expect(printed == in_draft, f"{name}: stars on the pages", in_draft, printed)


def prove_data(zhibi, path):
    """Every star of a data file outside its remarks is reported."""
    content = Path(path).read_bytes()
    values = re.sub(rb"(^|\s)#.*", rb"\1", content)
    reported = reported_stars(zhibi, path, content)
    expect(reported == values.count(b"*"), f"{Path(path).name}: stars reported", values.count(b"*"), reported)


def labelled(jsonl):
    """Stars that are placeholders by the labels; a label that cannot be decided counts too."""
    records = [json.loads(line) for line in jsonl.read_text(encoding="utf-8").splitlines()]
    stars = set()
    for record in records:
        if record["kind"] == "placeholder":
            starts = record["char_start"]
            stars.update(starts + at for at, char in enumerate(record["text"]) if char == "*")
    return len(stars)


if __name__ == "__main__":
    zhibi, data, samples = sys.argv[1:]
    prove_data(zhibi, data)
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "星号.md"
        own.write_text(OWN, encoding="utf-8")
        prove(zhibi, own, folder, OWN.count("*") - BOLD, OWN.count("*") - BOLD - BULLET)
        drafts = sorted(Path(samples).glob("*.txt")) if samples else []
        if not drafts:
            skip("stars of the labelled drafts", "ZHIBI_SAMPLES names no folder of drafts")
        for draft in drafts:
            content = draft.read_text(encoding="utf-8")
            known = labelled(draft.with_suffix(".jsonl"))
            for ending in ("txt", "md"):
                copy = Path(folder) / f"{draft.stem[:3]}.{ending}"
                copy.write_bytes(draft.read_bytes())
                prove(zhibi, copy, folder, content.count("*"), known)
