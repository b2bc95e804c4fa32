"""Measures the grid of finished PDFs with a ruler: 22 lines, 28 characters, 156 × 225 mm, the folio.

usage: measure.py calibration FILE.pdf   every full page and full line must be exact
       measure.py report FILE.pdf        the same wherever a line is pure Han and a page pure body
"""

import re
import sys

from ledger import expect, near, skip
from poppler import MM, Raster, pages

LEFT, RIGHT = 28 * MM, 184 * MM
CELL = 156 * MM / 28
FIRST_TOP, LAST_BOTTOM = 37 * MM, 262 * MM
BODY = 16
PITCH = (225 * MM - BODY) / 21
FOLIO = re.compile(r"^—\s*(\d+)\s*—$")
NOT_FIRST = set("。．，、；：！？”’」』）)〕］]｝}》〉】〗·・/／％%‰～~")
NOT_LAST = set("“‘「『（(〔［[｛{《〈【〖/／")
TORN = [re.compile(pattern) for pattern in ("——", "……", r"\d[\d%‰℃]", r"\d\.\d", r"\d{4}年")]
G = "GB/T 9704—2012, "
P = "GB/T 15834—2011, "


def is_han(char):
    code = ord(char)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or code >= 0x20000


def pure_han(line):
    return all(map(is_han, line.text))


def body_lines(page):
    return [line for line in page if line.baseline < LAST_BOTTOM]


def is_plain_body(line):
    """16 pt text without column gaps."""
    return line.size == BODY and line.widest_gap < 3 * CELL


def spread(values):
    return f"{min(values):.2f}…{max(values):.2f}" if values else "none"


def step(before, after):
    """From baseline to baseline. Where faces leave a choice, the one nearest to the pitch; the mean over a page and the
    calibration text, which has one face, hold that choice to account."""
    steps = [below - above for above in before.baselines for below in after.baselines]
    return min(steps, key=lambda value: abs(value - PITCH))


def measure_lines(full_pages):
    """Pitch and count of the lines on pages full of body text."""
    counts = [len(page) for page in full_pages]
    expect(set(counts) == {22}, "lines on a full body page", 22, f"{sorted(set(counts))} on {len(counts)} pages", G + "5.2.3")
    steps = [step(before, after) for page in full_pages for before, after in zip(page, page[1:])]
    holds = bool(steps) and all(abs(value - PITCH) <= 0.1 for value in steps)
    expect(holds, "line pitch", f"{PITCH:.2f} ± 0.1 pt", f"{spread(steps)} pt over {len(steps)}", G + "5.2.1, 5.2.3")
    means = [(page[-1].baseline - page[0].baseline) / (len(page) - 1) for page in full_pages if len(page) > 1]
    holds = bool(means) and all(abs(mean - PITCH) <= 0.1 for mean in means)
    expect(holds, "mean pitch of a page", f"{PITCH:.2f} ± 0.1 pt", f"{spread(means)} pt", G + "5.2.1, 5.2.3")


def measure_width(lines):
    """Characters and edges of unindented lines of nothing but Han that reach the right edge."""
    counts = sorted({len(line.text) for line in lines})
    expect(counts == [28], "Han on a full line", 28, f"{counts} over {len(lines)} lines", G + "5.2.3")
    starts, ends = [line.x0 for line in lines], [line.x1 for line in lines]
    holds = bool(lines) and all(abs(start - LEFT) <= 1.5 for start in starts)
    expect(holds, "left edge of full lines", f"{LEFT:.2f} ± 1.5 pt", f"{spread(starts)} pt", G + "5.2.1")
    holds = bool(lines) and all(RIGHT - 1.5 <= end <= 521.8 for end in ends)
    expect(holds, "right edge of full lines", f"{RIGHT - 1.5:.2f}…521.80 pt", f"{spread(ends)} pt", G + "5.2.1")


def full_han_lines(found):
    """Pure Han lines that another line of the same paragraph follows: neither indented nor short."""
    full = []
    for page in found:
        lines = body_lines(page)
        for line, after in zip(lines, lines[1:]):
            unindented = abs(line.x0 - LEFT) < CELL / 2
            if is_plain_body(line) and pure_han(line) and unindented and abs(after.x0 - LEFT) < CELL / 2:
                full.append(line)
    return full


def measure_ink(pdf, count, every=1):
    """All body ink inside the type area, on every page; the dash of the folio where it belongs."""
    for number in sorted({*range(1, count + 1, every), count}):
        raster = Raster(pdf, number)
        box = raster.box(0, 265)
        shown = "blank" if box is None else "x {0:.2f}…{2:.2f}, y {1:.2f}…{3:.2f} mm".format(*box)
        holds = box is not None and box[0] >= 27.7 and box[2] <= 184.3 and box[1] >= 36.5 and box[3] <= 262.5
        expect(holds, f"page {number}, body ink", "x 27.7…184.3, y 36.5…262.5 mm", shown, G + "5.2.1")
        measure_dash(raster, number)


def measure_height(pdf, numbers):
    """A full page fills the type area: first ink just below 37 mm, last just above 262 mm."""
    for number in numbers:
        box = Raster(pdf, number).box(0, 265)
        near(f"page {number}, first ink", 37.35, box and box[1], 0.5, "mm", G + "5.2.1")
        near(f"page {number}, last ink", 261.8, box and box[3], 0.5, "mm", G + "5.2.1")


def measure_dash(raster, number):
    """The folio: height of its left dash, and the side by parity."""
    box = raster.box(265, 290)
    if box is None:
        expect(False, f"page {number}, folio", "— n — below the type area", "no ink", G + "7.5")
        return
    dash = raster.box(265, 290, box[0], box[0] + 3)
    near(f"page {number}, centre of the folio's dash", 269, (dash[1] + dash[3]) / 2, 0.5, "mm", G + "7.5")


def measure_folios(found):
    """— n — with the running number, a 字 from the right edge on odd pages, from the left on even ones."""
    wrong = []
    for number, page in enumerate(found, 1):
        below = [line for line in page if line.baseline >= LAST_BOTTOM]
        said = "".join(word.text for line in below for word in line.words)
        match = FOLIO.match(said)
        if len(below) != 1 or match is None or int(match[1]) != number:
            wrong.append(f"page {number} says {said!r}")
            continue
        line = below[0]
        odd_ok = 504 <= line.x1 <= 509
        even_ok = LEFT + 14 - 1 <= line.x0 <= LEFT + CELL + 1
        if not (odd_ok if number % 2 else even_ok):
            wrong.append(f"page {number} stands at x {line.x0:.1f}…{line.x1:.1f}")
    expect(not wrong, "folios", "— n —, odd right, even left, one 字 in", wrong or f"{len(found)} right", G + "7.5")


def calibration(pdf):
    found = pages(pdf)
    full_pages = [body_lines(page) for page in found[1:-1]]
    expect(len(full_pages) >= 2, "full pages of the calibration text", "2 or more", len(full_pages))
    strangers = {char for page in full_pages for line in page for char in line.text if not is_han(char)}
    expect(not strangers, "characters of the calibration text", "only Han", strangers or "only Han")
    measure_lines(full_pages)
    measure_width(full_han_lines(found))
    firsts = [line.x0 for page in found for line in body_lines(page) if abs(line.x0 - LEFT - 2 * CELL) < CELL / 2]
    near("indent of first lines", 2 * CELL, (sum(firsts) / len(firsts) - LEFT) if firsts else None, 1, "pt", G + "7.3.3")
    measure_folios(found)
    measure_ink(pdf, len(found))
    measure_height(pdf, range(2, len(found)))


def measure_right_edge(found):
    """Justified lines that end in a Han character end on the right edge of the type area."""
    ends = []
    for page in found:
        lines = body_lines(page)
        for line, after in zip(lines, lines[1:]):
            joined = abs(after.x0 - LEFT) < CELL / 2 and is_plain_body(after)
            if is_plain_body(line) and joined and is_han(line.text[-1]) and line.x1 > RIGHT - 3 * CELL:
                ends.append(line.x1)
    holds = bool(ends) and all(abs(end - RIGHT) <= 0.5 for end in ends)
    expect(holds, "right edge of justified lines", f"{RIGHT:.2f} ± 0.5 pt", f"{spread(ends)} pt over {len(ends)}", G + "5.2.1")


def measure_breaks(found):
    """What may not stand at the ends of a line, and what may not be torn in two."""
    lines = [line for page in found for line in body_lines(page) if is_plain_body(line)]
    first = [line.text for line in lines if line.text[0] in NOT_FIRST]
    expect(not first, "marks that may not start a line", "none", first or f"none on {len(lines)} lines", P + "5.1")
    last = [line.text for line in lines if line.text[-1] in NOT_LAST]
    expect(not last, "marks that may not end a line", "none", last or f"none on {len(lines)} lines", P + "5.1")
    follows = [(a.text, b.text) for a, b in zip(lines, lines[1:]) if abs(b.x0 - LEFT) < CELL / 2]
    torn = [f"{a[-6:]}｜{b[:6]}" for a, b in follows if any(tears(pattern, a, b) for pattern in TORN)]
    expect(not torn, "torn pairs, numbers and years", "none", torn or f"none at {len(follows)} breaks", P + "5.1.4, 5.1.5")
    short = [b for _, b in follows if sum(map(is_han, b)) < 2 and len(b) < 3]
    expect(not short, "lines of a single character", "none", short or "none", "CLREQ")


def tears(pattern, before, after):
    """Whether a match of the pattern lies across the break."""
    head = before[-8:]
    return any(match.start() < len(head) < match.end() for match in pattern.finditer(head + after[:8]))


def is_full(page):
    """Another line would not fit below the last one, and the page holds nothing but body text without empty lines."""
    if not page or not all(map(is_plain_body, page)):
        return False
    steps = [step(before, after) for before, after in zip(page, page[1:])]
    return page[-1].baseline + PITCH > LAST_BOTTOM - 1 and max(steps, default=0) < 1.5 * PITCH


def report(pdf, every=1):
    found = pages(pdf)
    full_pages = [page for page in map(body_lines, found) if is_full(page)]
    if full_pages:
        measure_lines(full_pages)
    else:
        expect(False, "pages full of body text", "1 or more", 0)
    lines = full_han_lines(found)
    if lines:
        measure_width(lines)
    else:
        skip("Han on a full line", "no full line of this report is without punctuation and figures")
    measure_right_edge(found)
    over = [line.text for page in found for line in page if line.x0 < LEFT - 1.5 or line.x1 > RIGHT + CELL / 2 + 0.3]
    expect(not over, "lines reaching beyond the measure", "none", over or "none", G + "5.2.1")
    measure_breaks(found)
    measure_folios(found)
    measure_ink(pdf, len(found), every)


if __name__ == "__main__":
    {"calibration": calibration, "report": report}[sys.argv[1]](sys.argv[2])
