"""A second, small reader of zhibi's Markdown, written from the description of the dialect and not from the Rust code.

It gives the text a reader of the printed report must find, in order, and the headings for the outline.
"""

import re

DIGITS = "零一二三四五六七八九"


def chinese(number):
    """1…99 as Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


LABELS = [
    (re.compile(r"^[一二三四五六七八九十]+、"), lambda n: f"{chinese(n)}、"),
    (re.compile(r"^（[一二三四五六七八九十]+）"), lambda n: f"（{chinese(n)}）"),
    (re.compile(r"^\d+\.(?!\d)"), lambda n: f"{n}."),
    (re.compile(r"^（\d+）"), lambda n: f"（{n}）"),
]


class Report:
    """front: the front matter; title; pieces: printed text of the body in order; headings: (level, text) in order;
    attachments: likewise (title, pieces); table_heads: the head rows of tables, cells joined."""

    def __init__(self, markdown):
        self.front, body = _front_matter(markdown)
        self.title = None
        self.headings = []
        self.wrong_labels = []
        self.attachments = []
        self.pieces = []
        self.table_heads = set()
        self._counts = [0] * 4
        current = self.pieces
        last_row = ""
        for raw in body.splitlines():
            line = raw.strip()
            if not line:
                continue
            heading = re.match(r"^(#{1,5}) +(.*)$", line)
            if heading and len(heading[1]) == 1:
                text = plain(heading[2])
                if self.title is None:
                    self.title = text
                else:
                    current = []
                    self.attachments.append((text, current))
                    self._counts = [0] * 4
            elif heading:
                current.append(self._headed(plain(heading[2]), len(heading[1]) - 1))
            elif line.startswith("|"):
                cells = [plain(cell.strip()) for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
                if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                    current.extend(cells)
                    last_row = "".join(cells)
                else:
                    self.table_heads.add(last_row)
            else:
                current.append(self._paragraph(plain(re.sub(r"^> ", "", line))))

    def _headed(self, text, level):
        """A heading with its label, which is computed where it is not written and compared where it is."""
        written = LABELS[level - 1][0].match(text)
        label = self._count(level)
        if written and written[0] != label:
            self.wrong_labels.append(f"{written[0]} instead of {label}")
        text = label + (text[written.end() :] if written else text)
        self.headings.append((level, text))
        return text

    def _paragraph(self, text):
        """A paragraph; if a label leads it, it counts."""
        for level, (pattern, _) in enumerate(LABELS, 1):
            if pattern.match(text):
                whole = self._headed(text, level)
                stop = whole.find("。")
                # The outline shows a run-in heading without its body.
                self.headings[-1] = (level, whole if stop < 0 else whole[: stop + 1])
                return whole
        return text

    def _count(self, level):
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        return LABELS[level - 1][1](self._counts[level - 1])


def plain(text):
    """Without emphasis and escapes."""
    text = re.sub(r"(?<![\\*])\*\*(?!\*)(.+?)(?<!\\)\*\*", r"\1", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _front_matter(markdown):
    match = re.match(r"^---\n(.*?)\n---\n", markdown, re.S)
    if not match:
        return {}, markdown
    front, key = {}, None
    for line in match[1].splitlines():
        item = re.match(r"^\s*- +(.*)$", line)
        if item and key:
            front.setdefault(key, []).append(_scalar(item[1]))
            continue
        key, _, value = line.partition(":")
        value = value.strip()
        if value.startswith("["):
            front[key] = [_scalar(part.strip()) for part in value.strip("[]").split(",") if part.strip()]
        elif value:
            front[key] = [_scalar(value)]
    return front, markdown[match.end() :]


def _scalar(text):
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text
