"""What poppler and qpdf see in a PDF, as plain Python values. Points and millimetres count from the top left."""

import json
import re
import subprocess
from dataclasses import dataclass
from html import unescape

MM = 72 / 25.4
DPI = 300
INK = bytes(1 if grey < 160 else 0 for grey in range(256))


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


SIZES = (16, 22, 14, 12, 18, 10.5, 9)


@dataclass
class Word:
    """A run without gaps. Poppler's box is made of ascents and descents of the faces in it, not of ink; so the size and
    the baseline are what the faces of the file allow. Faces with the same extent leave more than one baseline."""

    x0: float
    x1: float
    text: str
    size: float
    baselines: list


@dataclass
class Line:
    words: list

    @property
    def text(self):
        return "".join(word.text for word in self.words)

    @property
    def x0(self):
        return min(word.x0 for word in self.words)

    @property
    def x1(self):
        return max(word.x1 for word in self.words)

    @property
    def baselines(self):
        """The baselines every word of the line allows; those of its widest word, if there is none."""
        widest = max(self.words, key=lambda word: word.x1 - word.x0)
        shared = [b for b in widest.baselines if all(any(abs(b - o) < 0.05 for o in word.baselines) for word in self.words)]
        return shared or widest.baselines

    @property
    def baseline(self):
        return self.baselines[0]

    @property
    def size(self):
        return max(word.size for word in self.words)

    @property
    def widest_gap(self):
        """Widest empty stretch between two neighbours: a cell border, if it is wider than any space."""
        gaps = [right.x0 - left.x1 for left, right in zip(self.words, self.words[1:])]
        return max(gaps, default=0.0)


_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.S)


def pages(pdf):
    """The lines of every page, top to bottom. Pieces of one visual line are put together again: poppler cuts a line
    where punctuation is squeezed, and the boxes of the pieces overlap."""
    html = run("pdftotext", "-bbox", pdf, "-").decode()
    extents = _extents(pdf)
    return [_lines(body, extents) for _, _, body in _PAGE.findall(html)]


def _extents(pdf):
    """(ascent, descent) of every face in the file, in em."""
    objects, _ = _objects(pdf)
    descriptors = [value for value in objects if isinstance(value, dict) and value.get("/Type") == "/FontDescriptor"]
    return sorted({(face["/Ascent"] / 1000, -face["/Descent"] / 1000) for face in descriptors})


def _word(box, text, extents):
    x0, y0, x1, y1 = map(float, box)
    for size in SIZES:
        # The top may come from one face of the word and the bottom from another.
        tops = [above for above, _ in extents for _, below in extents if abs((above + below) * size - (y1 - y0)) < 0.02]
        if tops:
            return Word(x0, x1, unescape(text), size, sorted({y0 + above * size for above in tops}))
    return Word(x0, x1, unescape(text), y1 - y0, [y1])


def _lines(body, extents):
    words = [_word(box, text, extents) for *box, text in _WORD.findall(body)]
    lines = []
    for word in sorted(words, key=lambda word: (word.baselines[0], word.x0)):
        if lines and word.baselines[0] - lines[-1].words[0].baselines[0] < 4:
            lines[-1].words.append(word)
        else:
            lines.append(Line([word]))
    for line in lines:
        line.words.sort(key=lambda word: word.x0)
    return lines


def text(pdf, *options):
    """The text in the order it was painted, pages parted by form feeds."""
    return run("pdftotext", "-raw", "-enc", "UTF-8", *options, pdf, "-").decode()


def info(pdf):
    """The lines of pdfinfo."""
    lines = run("pdfinfo", pdf).decode().splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def fonts(pdf):
    """(name, embedded, subset, with a map to Unicode) of every font."""
    found = []
    for row in run("pdffonts", pdf).decode().splitlines()[2:]:
        fields = row.split()
        found.append((fields[0], *(field == "yes" for field in fields[-5:-2])))
    return found


def structure(pdf):
    """qpdf's view: the outline, and the document catalogue."""
    objects, outlines = _objects(pdf)
    (catalogue,) = [value for value in objects if isinstance(value, dict) and value.get("/Type") == "/Catalog"]
    return outlines, catalogue


def _objects(pdf):
    """Every object that is no stream, and the outline."""
    whole = json.loads(run("qpdf", "--json", pdf))
    # Version 2 of the format wraps each object, version 1 does not.
    entries = whole["qpdf"][1] if "qpdf" in whole else whole["objects"]
    return [e.get("value", e) if isinstance(e, dict) else e for e in entries.values()], whole["outlines"]


class Raster:
    """One page in grey at 300 dpi."""

    def __init__(self, pdf, page):
        image = run("pdftoppm", "-r", str(DPI), "-gray", "-f", str(page), "-l", str(page), pdf)
        magic, width, height, depth = re.match(rb"(P5)\s+(\d+)\s+(\d+)\s+(\d+)\s", image).groups()
        self.width, self.height = int(width), int(height)
        start = len(image) - self.width * self.height
        ink = image[start:].translate(INK)
        self.rows = [ink[y * self.width : (y + 1) * self.width] for y in range(self.height)]

    def box(self, top_mm, bottom_mm, left_mm=0.0, right_mm=1000.0):
        """(left, top, right, bottom) of the ink between two heights, in millimetres; None if it is blank there."""
        first, last = _pixel(top_mm), min(_pixel(bottom_mm), self.height)
        west, east = _pixel(left_mm), min(_pixel(right_mm), self.width)
        left, right, top, bottom = self.width, -1, None, None
        for y in range(first, last):
            row = self.rows[y]
            begin = row.find(1, west, east)
            if begin < 0:
                continue
            left, right = min(left, begin), max(right, row.rfind(1, west, east))
            top, bottom = y if top is None else top, y
        if top is None:
            return None
        return tuple(edge * 25.4 / DPI for edge in (left, top, right + 1, bottom + 1))


def _pixel(mm):
    return round(mm * DPI / 25.4)
