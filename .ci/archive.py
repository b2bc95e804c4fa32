"""Files for the archive: PDF/A-2a in what they state and hold; the same reports as PDF/A-1b are put before Apache
PDFBox Preflight, the free validator that knows this part only.

usage: archive.py ZHIBI WORKFOLDER FILE…
"""

import re
import subprocess
import sys
from pathlib import Path

from ledger import expect
from poppler import run, structure, text

JARS = "preflight pdfbox2 fontbox2 xmpbox commons-logging javax.activation jaxb-api".split()
FOLIO = re.compile(r"—\s*\d+\s*—")


def build(zhibi, folder, file, *options):
    subprocess.run([zhibi, "build", "--draft", *options, "--out", folder, file], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Path(folder) / (Path(file).stem + ".pdf")


def preflight(files):
    """The verdict on each file."""
    jars = ":".join(f"/usr/share/java/{jar}.jar" for jar in JARS)
    program = str(Path(__file__).with_name("Preflight.java"))
    done = subprocess.run(["java", "-cp", jars, program, *map(str, files)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    verdicts, name = {}, None
    for line in done.stdout.splitlines():
        if line.startswith("\t"):
            verdicts[name].append(line.strip())
        else:
            verdict, name = line.split("\t")
            verdicts[name] = [] if verdict == "valid" else ["INVALID"]
    return verdicts, done.stderr


def tagged_text(pdf):
    """The text in the order of the structure tree, without white space."""
    lines = run("pdfinfo", "-struct-text", str(pdf)).decode().splitlines()
    return re.sub(r"\s+", "", "".join(m[1] for m in (re.match(r'^\s+"(.*)"$', line) for line in lines) if m))


def check_a2(pdf):
    name = Path(pdf).name
    raw = Path(pdf).read_bytes()
    stated = b"<pdfaid:part>2</pdfaid:part>" in raw and b"<pdfaid:conformance>A</pdfaid:conformance>" in raw
    expect(stated and raw.startswith(b"%PDF-1.7"), f"{name}: states PDF/A-2a", "part 2, level A", "so" if stated else "not so", "ISO 19005-2, 6.6.4")
    catalogue = structure(str(pdf))[1]
    held = [key for key in ("/OutputIntents", "/StructTreeRoot", "/MarkInfo", "/Lang", "/Metadata") if key in catalogue]
    expect(len(held) == 5, f"{name}: intent, tags, language, metadata", "5 entries", f"{len(held)} entries", "ISO 19005-2, 6.2.3, 6.7")
    # Watermark and folios are artifacts: not in the tree. Heads of tables repeated on a further page likewise.
    pages = FOLIO.sub("", text(str(pdf)))
    tagged = tagged_text(pdf)
    count = lambda words: {c: words.count(c) for c in set(words)}
    pages, tags = count(re.sub(r"\s+", "", pages)), count(tagged)
    lost = {c: n for c, n in tags.items() if pages.get(c, 0) < n}
    expect(tagged and not lost, f"{name}: every tagged character is printed", "all", f"{len(tagged)} characters" if not lost else lost)


if __name__ == "__main__":
    zhibi, work, *files = sys.argv[1:]
    older = [build(zhibi, f"{work}/a1b", file, "--archive-1b") for file in files]
    verdicts, trouble = preflight(older)
    for pdf in older:
        errors = verdicts.get(str(pdf), [trouble.strip()[-300:] or "no verdict"])
        expect(not errors, f"{pdf.name} as PDF/A-1b before Preflight", "valid", errors[:4] or "valid", "ISO 19005-1")
    for file in files:
        check_a2(build(zhibi, f"{work}/a2a", file))
