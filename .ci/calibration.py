"""Writes texts whose layout is known beforehand.

usage: calibration.py FOLDER   writes FOLDER/校准.md (pure Han) and FOLDER/生僻字.md (characters hard to copy)
"""

import sys
from pathlib import Path

# Common characters of an office, none of them a numeral, a placeholder or a label.
HAN = (
    "青禾县水利民生调研乡镇村庄道路学校教育医疗卫生农业产发展工作情况问题建议措施资金项目管服务群众"
    "干部组织制度机落实推进完善提升加强保障监督检查评估山河湖海田林草花木春夏秋冬东南西北左右前后"
)
# 䶮 㛃 𬭎 lie outside GB 2312; ⽇ is a radical that shares its glyph with 日.
RARE = "测试人名王䶮李㛃刘𬭎三人名字写对才算对，日与⽇两个字形相同而编码不同。"
TITLE = "关于青禾县版面校准的调研报告"


def han(count, seed):
    """Text without rhythm, always the same: a small linear congruence picks the characters."""
    chars = []
    for _ in range(count):
        seed = (seed * 1103515245 + 12345) % 2**31
        chars.append(HAN[(seed >> 16) % len(HAN)])
    return "".join(chars)


def document(paragraphs):
    front = "---\n种类: 人大调研报告\n署名: 青禾县人大常委会调研组\n日期: 2026年9月18日\n---\n"
    return "\n\n".join([front + f"\n# {TITLE}", *paragraphs]) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    # The first paragraph alone covers three pages, so no page of its inside starts or ends with a paragraph.
    long = [han(26 + 28 * 80, 1), *(han(26 + 28 * lines + 9, lines) for lines in (3, 5, 7))]
    (folder / "校准.md").write_text(document(long), encoding="utf-8")
    (folder / "生僻字.md").write_text(document([RARE, han(120, 7)]), encoding="utf-8")
