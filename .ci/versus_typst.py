"""Times zhibi against the Typst compiler.

usage: versus_typst.py ZHIBI DATA.yaml FONTS FOLDER PAIRS
"""

import os
import re
import statistics
import sys
import time
from pathlib import Path

from dialect import Report, plain
from poppler import info

# The same grid: model B of GB/T 9704—2012, 5.2, and the faces of the headings.
PREAMBLE = """#set document(title: "{title}")
#set page(width: 210mm, height: 297mm, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), footer: context {{
  set text(font: "Zhibi Song Symbols", size: 14pt)
  let folio = [— #counter(page).display() —]
  if calc.odd(counter(page).get().first()) {{ align(right, folio) }} else {{ align(left, folio) }}
}})
#set text(font: ("Liberation Serif", "Zhuque Fangsong (technical preview)", "LXGW WenKai GB Lite"), size: 16pt,
  lang: "zh", tracking: -0.207pt, top-edge: 0.859em, bottom-edge: -0.141em)
#set par(leading: 13.609pt, spacing: 13.609pt, justify: true, first-line-indent: (amount: 31.586pt, all: true))
#show heading: set text(size: 16pt, weight: "regular")
#show heading.where(level: 1): set text(font: "Zhibi Hei")
#show heading.where(level: 2): set text(font: "LXGW WenKai GB Lite")
"""
COMPILE = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)"
SILENT = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]


def escaped(text):
    """Dialect text as literal Typst text."""
    return re.sub(r"([\\#$*_`<>@~\[\]/=+\-])", r"\\\1", plain(text))


def typst_source(markdown):
    """The report as a Typst file: headings, paragraphs, and tables as such."""
    report = Report(markdown)
    parts = [PREAMBLE.format(title=report.title)]
    parts.append(f'#align(center, text(font: "Zhibi Biaosong", size: 22pt)[{escaped(report.title)}])')
    for key in ("署名", "日期", "主送"):
        parts += [escaped(value) for value in report.front.get(key, [])]
    _, body = re.match(r"(---\n.*?\n---\n)?(.*)", markdown, re.S).groups()
    rows = []
    for line in [*body.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            cells = ", ".join(f"[{escaped(cell)}]" for row in rows[:1] + rows[2:] for cell in row)
            parts.append(f"#table(columns: {len(rows[0])}, {cells})")
            rows = []
        heading = re.match(r"^(#{2,5}) (.*)$", line)
        run_in = re.match(r"^(（[一二三四五六七八九十]+）[^。]*。)(.*)$", line)
        if heading:
            parts.append("=" * (len(heading[1]) - 1) + " " + escaped(heading[2]))
        elif run_in:
            parts.append(f'#text(font: "LXGW WenKai GB Lite")[{escaped(run_in[1])}]{escaped(run_in[2])}')
        elif line.strip() and not line.startswith("# "):
            parts.append(escaped(line.strip()))
    return "\n\n".join(parts) + "\n"


def timed(command):
    """Wall milliseconds and peak resident megabytes of one process."""
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=SILENT)
    _, status, usage = os.wait4(child, 0)
    elapsed = (time.perf_counter() - start) * 1000
    if status:
        raise SystemExit(f"{command[0]} failed: {os.waitstatus_to_exitcode(status)}")
    return elapsed, usage.ru_maxrss / 1024


def main(zhibi, data, fonts, folder, pairs):
    out = Path(folder) / "out"
    by_data = [zhibi, "build", "--out", str(out), data]
    timed(by_data)
    (markdown,) = out.glob("*.md")
    (pdf,) = out.glob("*.pdf")
    again = Path(folder) / "again"
    by_markdown = [zhibi, "build", "--out", str(again), str(markdown)]
    source, theirs = Path(folder) / "report.typ", Path(folder) / "typst.pdf"
    source.write_text(typst_source(markdown.read_text(encoding="utf-8")), encoding="utf-8")
    by_typst = [sys.executable, "-c", COMPILE, str(source), str(theirs), fonts]
    python_alone = [sys.executable, "-c", "import sys, typst"]
    commands = {"zhibi, data → PDF": by_data, "zhibi, Markdown → PDF": by_markdown, "typst": by_typst, "python start": python_alone}
    for command in commands.values():
        timed(command)
    runs = {name: [] for name in commands}
    for _ in range(int(pairs)):
        for name, command in commands.items():
            runs[name].append(timed(command))
    print(f"{pairs} interleaved runs; pages: zhibi {info(str(pdf))['Pages']}, typst {info(str(theirs))['Pages']}")
    medians = {}
    for name, measured in runs.items():
        times = sorted(ms for ms, _ in measured)
        medians[name] = statistics.median(times)
        peak = max(mb for _, mb in measured)
        print(f"{name:24} median {medians[name]:7.1f} ms   min {times[0]:7.1f} ms   peak memory {peak:6.1f} MB")
    ours = medians["zhibi, data → PDF"]
    bare = medians["typst"] - medians["python start"]
    print(f"typst / zhibi: {medians['typst'] / ours:.1f}   without the start of Python: {bare / ours:.1f}   (aim: 4 or more)")


if __name__ == "__main__":
    main(*sys.argv[1:])
