"""Prints a table of all kinds of report and holds it to what each promises.

usage: kinds.py ZHIBI WORK

For each kind: pages of its sample, fields, required fields, findings on the sample (none), findings on the untouched
skeleton (its required gaps, neither more nor fewer).
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from ledger import expect


def run(*command):
    """Exit code and standard output."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    return done.returncode, done.stdout


def findings(zhibi, file):
    """The findings of a check, one object each."""
    lines = run(zhibi, "check", "--no-project", "--format", "jsonl", file)[1].splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def fields(schema):
    """Number of fields and of required ones, nested ones included; names that only repeat another are not counted."""
    count = required = 0
    groups = [schema]
    while groups:
        node = groups.pop()
        if isinstance(node, list):
            groups.extend(node)
            continue
        if not isinstance(node, dict):
            continue
        properties = node.get("properties", {})
        # A table and a table file have parts, not fields.
        if "表头" in properties or "文件" in properties:
            continue
        for name, field in properties.items():
            if name == "引入" or str(field.get("description", "")).startswith("同“"):
                continue
            count += 1
            required += "必填" in str(field.get("description", "")).split("　")
        groups.extend(value for key, value in node.items() if key != "properties")
        groups.extend(field for field in properties.values() if not str(field.get("description", "")).startswith("同“"))
    return count, required


def pages(zhibi, sample, work):
    """Pages of the finished PDF."""
    code, _ = run(zhibi, "build", "--no-project", "--out", str(work), str(sample))
    shown = run("pdfinfo", str(work / sample.with_suffix(".pdf").name))[1]
    found = re.search(r"Pages:\s+(\d+)", shown)
    return int(found[1]) if code == 0 and found else 0


if __name__ == "__main__":
    zhibi, work = sys.argv[1], Path(sys.argv[2]) / "kinds"
    work.mkdir(parents=True, exist_ok=True)
    samples = {}
    for data in sorted(Path("data").glob("*.yaml")):
        named = re.search(r"^种类: *(\S+)", data.read_text(encoding="utf-8"), re.M)
        if named and "待补" not in data.name:
            samples[named[1]] = data
    kinds = sorted(path.parent.name for path in Path("report-templates").glob("*/template.md"))
    expect(kinds == sorted(samples), "kinds with a sample", kinds, sorted(samples))
    table = [f"{'页':>3}{'字段':>6}{'必填':>4}{'样例问题':>6}{'空表问题':>6}{'空表必填':>6}  种类"]
    for kind in kinds:
        empty = work / f"{kind}.yaml"
        empty.write_text(run(zhibi, "new", "--no-project", kind)[1], encoding="utf-8")
        told = findings(zhibi, str(empty))
        asked = run(zhibi, "gaps", "--no-project", str(empty))[1]
        gaps = int(re.search(r"还缺 (\d+) 项", asked)[1])
        count, required = fields(json.loads(run(zhibi, "schema", "--no-project", kind)[1]))
        wrong = findings(zhibi, str(samples[kind]))
        length = pages(zhibi, samples[kind], work)
        table.append(f"{length:>4}{count:>8}{required:>6}{len(wrong):>10}{len(told):>10}{gaps:>10}  {kind}")
        expect(length > 0, f"{kind}: sample built", "at least a page", length)
        expect(not wrong, f"{kind}: findings on the sample", 0, len(wrong))
        missing = all(finding.get("missing") for finding in told)
        expect(missing and len(told) == gaps, f"{kind}: findings on the skeleton", f"{gaps} gaps", len(told))
    print("\n".join(table))
