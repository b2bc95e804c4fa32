"""What a reader gets out of a finished PDF: fonts, properties, text, outline.

usage: contents.py FILE.pdf FILE.md
"""

import re
import sys
from pathlib import Path

from dialect import Report
from ledger import expect
from poppler import fonts, info, run, structure, text

FOLIO = re.compile(r"^—\s*\d+\s*—$")


def bare(words):
    """Without white space."""
    return re.sub(r"\s+", "", words)


def expected_text(report):
    """The printed text in order."""
    front = report.front
    parts = [report.title or ""]
    parts += ["——" + words for words in front.get("副标题", [])]
    parts += front.get("署名", [])
    parts += [f"（{words}）" for words in front.get("日期", [])]
    parts += front.get("主送", [])
    parts += [_table_line(piece) for piece in report.pieces]
    names = front.get("附件", [])
    if names:
        numbered = names if len(names) == 1 else [f"{at}.{name}" for at, name in enumerate(names, 1)]
        parts += ["附件：", *numbered]
    parts += front.get("落款", []) + front.get("落款日期", [])
    parts += [f"（{words}）" for words in front.get("附注", [])]
    for title, pieces in report.attachments:
        parts += [re.sub(r"^(附件\d*)[:：]", r"\1", title), *map(_table_line, pieces)]
    return bare("".join(parts))


def _table_line(piece):
    """表：标题（单位：米） is printed as the caption, and the unit below it."""
    caption = re.match(r"^表[:：](.*?)(?:（(单位：[^（）]*)）)?$", piece)
    return caption[1] + (caption[2] or "") if caption else piece


def printed_text(pdf, wanted, table_heads):
    """Everything but white space, folios, and the heads of tables repeated on top of a page."""
    whole = ""
    for page in text(pdf).split("\f"):
        words = bare("".join(line for line in page.splitlines() if not FOLIO.match(line.strip())))
        repeated = [bare(head) for head in table_heads if words.startswith(bare(head))]
        if repeated and not wanted.startswith(repeated[0], len(whole)):
            words = words.removeprefix(repeated[0])
        whole += words
    return whole


def check_text(pdf, report):
    wanted = expected_text(report)
    found = printed_text(pdf, wanted, report.table_heads)
    at = next((i for i, (a, b) in enumerate(zip(wanted, found)) if a != b), min(len(wanted), len(found)))
    shown = f"{len(found)} characters"
    if wanted != found:
        shown += f", parting at {at}: …{wanted[at - 10 : at]}⟨{wanted[at : at + 20]}⟩ printed ⟨{found[at : at + 20]}⟩"
    expect(wanted == found, "text of the pages = text of the Markdown", f"{len(wanted)} characters", shown)
    expect(not report.wrong_labels, "labels run 一、（一）1.（1）", "no gap", report.wrong_labels or "no gap", "GB/T 9704—2012, 7.3.3")


def check_outline(outlines, report):
    def flat(items, depth):
        for item in items:
            yield depth, bare(item["title"])
            yield from flat(item["kids"], depth + 1)

    found = list(flat(outlines, 1))
    titles = [bare(words).rstrip("。") for _, words in report.headings]
    seen = [words.rstrip("。") for _, words in found]
    missing = [words for words in titles if words not in seen]
    expect(not missing, "outline holds every heading", f"{len(titles)} headings", missing or f"{len(titles)} headings")
    # Headings may be alike, so each is looked for behind the one before.
    entries = iter(seen)
    astray = [words for words in titles if words not in missing and words not in entries]
    expect(not astray, "outline in the order of the text", "all", astray or "all")
    levels = len({level for level, _ in report.headings})
    depth = max((depth for depth, _ in found), default=0)
    expect(depth >= levels, "outline nested", f"{levels} levels or more", depth)


def check_properties(pdf, report):
    said = info(pdf)
    size = said.get("Page size", "")
    expect(re.match(r"595\.\d+ x 841\.\d+ pts \(A4\)", size), "paper", "A4", size, "GB/T 9704—2012, 5.1")
    expect(said.get("Title") == report.title, "title property", report.title, said.get("Title"))
    authors = report.front.get("署名") or report.front.get("落款") or [""]
    author = said.get("Author", "")
    expect(author and authors[0] in author, "author property", authors[0], author)
    expect(said.get("Tagged") == "yes", "tagged", "yes", said.get("Tagged"))
    unsound = [name for name, *flags in fonts(pdf) if not all(flags)]
    expect(fonts(pdf) and not unsound, "fonts embedded, subset, with Unicode", "all", unsound or f"all {len(fonts(pdf))}")
    verdict = run("qpdf", "--check", pdf).decode()
    clean = "No syntax or stream encoding errors found" in verdict
    expect(clean, "qpdf --check", "no errors", "no errors" if clean else verdict)


if __name__ == "__main__":
    pdf, markdown = sys.argv[1:]
    report = Report(Path(markdown).read_text(encoding="utf-8"))
    check_properties(pdf, report)
    outlines, catalogue = structure(pdf)
    language = str(catalogue.get("/Lang", "")).removeprefix("u:")
    expect(language == "zh-CN", "language", "zh-CN", language)
    check_text(pdf, report)
    check_outline(outlines, report)
