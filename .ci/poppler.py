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


@dataclass
class Word:
    x0: float
    y0: float
    x1: float
    y1: float
    text: str

    @property
    def size(self):
        """Poppler's box is ascent minus descent; the bundled faces make that one em."""
        return self.y1 - self.y0


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
    def y0(self):
        """Top of the widest word: the others may be set in a face with another ascent."""
        return max(self.words, key=lambda word: word.x1 - word.x0).y0

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
    return [_lines(body) for _, _, body in _PAGE.findall(html)]


def _lines(body):
    words = [Word(*map(float, box), unescape(text)) for *box, text in _WORD.findall(body)]
    lines = []
    for word in sorted(words, key=lambda word: (word.y0, word.x0)):
        if lines and word.y0 - lines[-1].words[0].y0 < 4:
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
    whole = json.loads(run("qpdf", "--json", pdf))
    objects = whole["qpdf"][1] if "qpdf" in whole else whole["objects"]

    def value(reference):
        entry = objects.get(f"obj:{reference}", objects.get(reference, {}))
        return entry.get("value", entry) if isinstance(entry, dict) else entry

    trailer = value("trailer")
    return whole["outlines"], value(trailer["/Root"])


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
