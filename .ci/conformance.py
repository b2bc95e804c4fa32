"""Reports made for measuring — one of a hundred pages, and one for every place at which the text may end before the
sign-off — and what a typographer holds them to beyond the grid.

usage: conformance.py ZHIBI FOLDER
"""

import random
import re
import subprocess
import sys
from pathlib import Path

import contents
import measure
from dialect import Report
from ledger import expect, near
from measure import CELL, G, LEFT, PITCH, RIGHT, body_lines, is_han, is_plain_body
from poppler import DPI, MM, Raster, info, pages, run, structure

FACES = {0: "Biaosong", 1: "SansSC|Hei", 2: "WenKai", 3: "Fangsong", 4: "Fangsong"}
MIDDLE = (LEFT + RIGHT) / 2
# So many empty lines stand between the elements of a report.
EMPTY = {"title to byline": 1, "date to addressee": 1, "addressee to text": 0, "text to list of attachments": 1}

PLACES = "柳溪镇 石桥镇 云岭镇 临江镇 高坪乡 杉木乡 双河镇 白鹤街道".split()
SUBJECTS = "县民政局 县卫生健康局 县农业农村局 县财政局 县教育局 各乡镇（街道） 村“两委” 驻村工作队".split()
VERBS = "牵头制定 逐项落实 会同推进 按月调度 分批实施 公开公示 跟踪督办 集中整治".split()
OBJECTS = [
    "《农村人居环境整治提升三年行动方案》", "“一站式”便民服务", "道路、供水、污水管网等基础设施建设", "村级财务公开制度",
    "12个重点项目", "2024—2026年投资计划", "困难群众的救助帮扶", "Wi-Fi和5G网络覆盖工程", "青政发〔2025〕14号文件要求",
]
ENDS = [
    "共投入资金3850.5万元，比上年增长12.6%。", "群众满意度由78.4%提高到91.2%。", "有的做到了“应改尽改”，有的还停留在纸面上……",
    "这项工作起步早、底子薄——越往后越难。", "截至2026年6月30日，已完成1286户，占任务数的85.3%。", "干部说：“要紧的是把账算清楚。”群众认这个理。",
    "问题主要有三类：一类是缺钱，一类是缺人，还有一类是缺办法；三类问题往往连在一起。", "谁来管？怎么管？管到什么程度？都要说清楚！",
]


class Writer:
    """Prose without end and always the same."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def sentence(self):
        pick = self.dice.choice
        return f"{pick(SUBJECTS)}{pick(VERBS)}{pick(OBJECTS)}，{pick(PLACES)}、{pick(PLACES)}先行一步，{pick(ENDS)}"

    def paragraph(self):
        return "".join(self.sentence() for _ in range(self.dice.randint(1, 6)))

    def table(self, number, rows):
        lines = [f"表：第{number}组项目完成情况（单位：万元）", "| 项目 | 地点 | 计划 | 完成 | 说明 |", "| :---: | :---: | ---: | ---: | :--- |"]
        for row in range(1, rows + 1):
            plan = self.dice.randint(100, 99999)
            said = self.dice.choice(["按期", "提前", "跨年度实施，余下部分明年完成"])
            lines.append(f"| 第{number}—{row}号 | {self.dice.choice(PLACES)} | {plan} | {plan * 0.9:.1f} | {said} |")
        return "\n".join(lines)

    def chapter(self, number, tables):
        parts = [f"## 第{number}部分工作的进展和存在的问题", self.paragraph()]
        for section in range(self.dice.randint(2, 4)):
            parts += [f"### 第{section + 1}个方面要看长远", self.paragraph(), self.paragraph()]
            for point in range(self.dice.randint(2, 3)):
                parts.append(f"{point + 1}.第{point + 1}点抓得早。{self.paragraph()}")
                parts += [f"（{item + 1}）第{item + 1}件事不能等。{self.paragraph()}" for item in range(2 * (point % 2))]
        if tables:
            parts.insert(self.dice.randint(2, len(parts)), self.table(number, 6 if number % 2 else 45))
        return parts


def front(attachments=()):
    listed = "".join(f"\n  - {name}" for name in attachments)
    return (
        "---\n署名: 青禾县乡村建设调研组\n日期: 2026年9月18日\n主送: 主任、各位副主任、各位委员：\n"
        + (f"附件:{listed}\n" if listed else "")
        + "---\n\n"
    )


def long_report():
    writer = Writer(1)
    parts = ["# 关于青禾县农村基础设施建设和人居环境整治提升情况的调研报告", writer.paragraph()]
    for number in range(1, 31):
        parts += writer.chapter(number, number % 3 == 0)
    names = ["各乡镇（街道）重点项目完成情况以及下一年度分月推进计划", "问卷调查主要结果"]
    parts += [f"# 附件1：{names[0]}", writer.table(101, 80), f"# 附件2：{names[1]}", writer.paragraph(), writer.paragraph()]
    return front(names) + "\n\n".join(parts) + "\n"


def signed_report(lines):
    """A report whose text ends so many lines down its second page."""
    writer = Writer(lines)
    head = "---\n落款: 青禾县人民政府办公室\n落款日期: 2026年9月18日\n附注: （联系人：林知远，电话：0000—1234567）\n---\n\n"
    text = "".join(writer.sentence() for _ in range(60))
    return head + f"# 关于青禾县乡村道路养护情况的报告\n\n{text[: 28 * (17 + lines) - 10]}。\n\n各位委员，以上报告请予审议。\n"


class Print:
    """The characters of a PDF in reading order, each with its face, size and page."""

    def __init__(self, pdf):
        html = run("pdftohtml", "-xml", "-i", "-stdout", "-fontfullname", pdf).decode()
        self.colors, self.text, self.faces, self.pages = set(), "", [], []
        specs = {}
        for page, body in enumerate(re.findall(r"<page .*?</page>", html, re.S), 1):
            for mark in re.finditer(r'<fontspec id="(\d+)" size="\d+" family="([^"]*)" color="([^"]*)"|<text [^>]*font="(\d+)">(.*?)</text>', body, re.S):
                if mark[1]:
                    specs[mark[1]] = mark[2]
                    self.colors.add(mark[3])
                    continue
                words = re.sub(r"&amp;|&lt;|&gt;", "&", re.sub(r"<[^>]*>|\s", "", mark[5]))
                self.text += words
                self.faces += [specs[mark[4]]] * len(words)
                self.pages += [page] * len(words)

    def faces_of(self, words, start):
        """The faces of the Han of `words` where they next stand, and where that ends."""
        at = self.text.find(words, start)
        if at < 0:
            return None, start
        found = {face for face, char in zip(self.faces[at : at + len(words)], words) if is_han(char)}
        return found, at + len(words)


def measure_faces(pdf, report):
    """Which face serves which element; ink of one colour."""
    shown = Print(pdf)
    expect(shown.colors == {"#000000"}, "colour of the text", "#000000", sorted(shown.colors), G + "5.2.4")
    parts = [(0, report.title)] + [(level, words.split("。")[0]) for level, words in report.headings]
    wrong, at, counts = [], 0, {}
    for level, words in parts:
        faces, at = shown.faces_of(contents.bare(words), at)
        counts[level] = counts.get(level, 0) + 1
        if not faces or not all(re.search(FACES[level], face) for face in faces):
            wrong.append(f"{words}: {faces}")
    clause = G + "7.3.1, 7.3.3"
    expect(not wrong, "faces of title and headings", "小标宋, 黑, 楷, 仿宋, 仿宋", wrong[:5] or f"so on all of {counts}", clause)


def measure_title(found):
    """2号, centred, lines neither alike nor narrow in the middle."""
    lines = [line for line in found[0] if line.size == 22]
    off = [line.text for line in lines if abs((line.x0 + line.x1) / 2 - MIDDLE) > 1.5]
    expect(lines and not off, "title centred", "± 1.5 pt", off or f"{len(lines)} lines", G + "7.3.1")
    widths = [len(line.text) for line in lines]
    hourglass = any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:])) or len(set(widths)) < min(2, len(widths))
    expect(not hourglass, "shape of the title", "trapezium or rhombus", widths, G + "7.3.1")


def measure_empty_lines(found):
    """Empty lines between the elements that stand on one page."""
    marks = {"byline": "青禾县乡村建设调研组", "date": "（2026年9月18日）", "addressee": "主任、各位", "list of attachments": "附件：1."}
    lines = {name: next(((page, at) for page in found for at, line in enumerate(page) if line.text.startswith(words)), None) for name, words in marks.items()}
    for pair, wanted in EMPTY.items():
        before, after = pair.split(" to ")
        page, at = lines[after if after in lines else before]
        above = page[at - 1] if after in lines else page[at]
        below = page[at] if after in lines else page[at + 1]
        if before == "title":
            # The title stands in taller lines of its own, off the grid.
            gap = (below.baseline - above.baseline) / PITCH - 1
            expect(0.5 < gap < 1.5, f"empty lines, {pair}", "about 1", f"{gap:.2f}", "practice")
            continue
        steps = [b - a for a in above.baselines for b in below.baselines]
        count = min((round(step / PITCH) - 1 for step in steps), key=lambda n: abs(n - wanted))
        expect(count == wanted, f"empty lines, {pair}", wanted, count, G + "7.3.2–7.3.4" if "byline" not in pair else "practice")


def measure_page_ends(found, report):
    """No heading at a foot, no last line of a paragraph alone at a head."""
    own_line = {contents.bare(words) for level, words in report.headings if level <= 2}
    feet = [page[-1].text for page in map(body_lines, found) if page and page[-1].text in own_line]
    expect(not feet, "headings at the foot of a page", "none", feet or f"none on {len(found)} pages", "CLREQ")
    alone = []
    for before, page in zip(map(body_lines, found), map(body_lines, found[1:])):
        opens = page and re.match(r"附件\d*$", page[0].text)
        if opens or len(page) < 2 or not before or not (is_plain_body(page[0]) and is_plain_body(before[-1])):
            continue
        continues = abs(page[0].x0 - LEFT) < CELL / 2
        next_opens = abs(page[1].x0 - LEFT - 2 * CELL) < CELL / 2 or not is_plain_body(page[1])
        if continues and next_opens:
            alone.append(page[0].text)
    expect(not alone, "pages that begin with a paragraph's last line", "none", alone or f"none on {len(found)} pages", "CLREQ")
    first = [line for line in body_lines(found[0]) if is_plain_body(line) and len(line.text) > 20]
    expect(first, "text on the first page", "1 line or more", f"{len(first)} lines", G + "7.3.3")


def measure_tables(found, report):
    """The head of a table stands on every page of it."""
    head = "项目地点计划完成说明"
    bare_pages = []
    for page in found:
        rows = [line for line in body_lines(page) if re.match(r"第\d+—\d+号", line.text)]
        heads = [line for line in body_lines(page) if line.text == head]
        groups = {re.match(r"第(\d+)—", line.text)[1] for line in rows}
        if rows and len(heads) != len(groups):
            bare_pages.append(f"{sorted(groups)}: {len(heads)} heads")
    count = sum(any(line.text == head for line in page) for page in found)
    expect(not bare_pages and count > 10, "heads of tables", "one for each table of a page", bare_pages or f"so on {count} pages", "practice")


def measure_long(zhibi, folder):
    source = folder / "长篇.md"
    source.write_text(long_report(), encoding="utf-8")
    subprocess.run([zhibi, "build", "--out", folder / "out", source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pdf, report = str(folder / "out/长篇.pdf"), Report((folder / "out/长篇.md").read_text(encoding="utf-8"))
    print(f"  {info(pdf)['Pages']} pages")
    contents.check_text(pdf, report)
    contents.check_outline(structure(pdf)[0], report)
    found = pages(pdf)
    measure.report(pdf, every=12)
    measure_faces(pdf, report)
    measure_title(found)
    measure_empty_lines(found)
    measure_page_ends(found, report)
    measure_tables(found, report)


def measure_signed(zhibi, folder):
    files = []
    for lines in range(24):
        files.append(folder / f"落款{lines:02}.md")
        files[-1].write_text(signed_report(lines), encoding="utf-8")
    subprocess.run([zhibi, "build", "--out", folder / "out", *files], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    alone, outside, apart = [], [], []
    for file in files:
        found = pages(str(folder / "out" / (file.stem + ".pdf")))
        for page in map(body_lines, found):
            dates = [line for line in page if line.text == "2026年9月18日"]
            text = [line for line in page if is_plain_body(line) and len(line.text) > 12 and line.x0 < LEFT + 3 * CELL and not line.text.startswith("（联系人")]
            if dates and not text:
                alone.append(file.stem)
            if dates and not any(line.text == "青禾县人民政府办公室" for line in page):
                apart.append(file.stem)
            # Without seal the date stands two cells to the right of the issuer; both end inside the measure.
            outside += [file.stem for line in dates if line.x1 > RIGHT - 1.5 * CELL]
    shown = f"{len(files)} endings"
    expect(not alone, "text on the page of the sign-off", shown, alone or shown, G + "7.3.5.5")
    expect(not apart, "issuer and date on one page", shown, apart or shown, G + "7.3.5")
    expect(not outside, "date at least two 字 from the right", shown, outside or shown, G + "7.3.5.2")


def runs(row):
    """Lengths and places of the stretches of ink of a row of pixels."""
    return [(match.start(), match.end()) for match in re.finditer(rb"\x01+", row)]


def measure_strokes(zhibi, folder):
    """—— is one stroke over two cells, …… six points at one distance."""
    source = folder / "连线.md"
    source.write_text("# 关于青禾县连线的报告\n\n甲——乙\n\n甲……乙\n", encoding="utf-8")
    subprocess.run([zhibi, "build", "--out", folder / "out", source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pdf = str(folder / "out/连线.pdf")
    raster, dot = Raster(pdf, 1), 25.4 / DPI
    lines = [line for line in body_lines(pages(pdf)[0]) if line.text.startswith("甲")]
    west, east = round((LEFT + 3 * CELL) / 72 * DPI) - 4, round((LEFT + 5 * CELL) / 72 * DPI) + 4
    for line, said in zip(lines, ("——", "……")):
        bottom = round(line.baseline / 72 * DPI)
        rows = [runs(raster.rows[y][west:east]) for y in range(bottom - round(16 / 72 * DPI), bottom)]
        if said == "——":
            longest = max((end - start for row in rows for start, end in row), default=0) * dot
            near("stroke of ——", 2 * CELL / MM, longest, 0.6, "mm", "GB/T 15834—2011, 5.1.4")
            continue
        points = max(rows, key=len)
        steps = [b[0] - a[0] for a, b in zip(points, points[1:])]
        even = len(points) == 6 and max(steps) - min(steps) <= 2
        expect(even, "points of ……", "6 at one distance", f"{len(points)}, steps {sorted(set(steps))} dots", "GB/T 15834—2011, 5.1.5")


if __name__ == "__main__":
    zhibi, folder = sys.argv[1], Path(sys.argv[2]) / "conformance"
    folder.mkdir()
    measure_long(zhibi, folder)
    measure_signed(zhibi, folder)
    measure_strokes(zhibi, folder)
