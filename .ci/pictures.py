"""A report with a drawing and two photographs: what is in the PDF is what was in the files, in size, place and samples.

usage: pictures.py ZHIBI FOLDER SOME.pdf   the photographs are pages of SOME.pdf; writes FOLDER/图片.md
"""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

from ledger import expect, near
from poppler import Raster, pages, run

TALLEST, WIDEST = 90.0, 156.0
WIDTH, HEIGHT, DENSITY = 600, 300, 200


def png(width, height, density, pixel):
    """An RGBA file; `pixel(x, y)` gives its four samples."""
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))
    metre = round(density / 0.0254)
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", metre, metre, 1)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunk = lambda name, body: struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def photograph(pdf, folder, held=None):
    """The first page as JPEG; `held` is the orientation its camera noted (Exif 2.3, 4.6.4 A)."""
    subprocess.run(["pdftoppm", "-r", "150", "-jpeg", "-f", "1", "-l", "1", "-singlefile", pdf, folder / "页"], check=True)
    file = (folder / "页.jpg").read_bytes()
    if held is None:
        return file
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, held, 0) + b"\0\0\0\0"
    segment = b"Exif\0\0" + tiff
    return file[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + file[2:]


def drawing(x, y):
    """A dark frame around a red ground that fades to nothing on the right."""
    if min(x, y) < 6 or WIDTH - x <= 6 or HEIGHT - y <= 6:
        return 20, 20, 20, 255
    return 200, 0, 0, 255 - x * 255 // WIDTH


def on_white(x, y):
    *ink, opacity = drawing(x, y)
    return bytes((sample * opacity + 255 * (255 - opacity) + 127) // 255 for sample in ink)


def main(zhibi, work, some):
    folder = Path(work) / "照片"
    folder.mkdir()
    upright, turned = photograph(some, folder), photograph(some, folder, held=6)
    (folder / "立.jpg").write_bytes(upright)
    (folder / "横.jpg").write_bytes(turned)
    (folder / "示意图.png").write_bytes(png(WIDTH, HEIGHT, DENSITY, drawing))
    figures = [("图1　立着的照片", "立.jpg"), ("图2　横着的照片", "横.jpg"), ("图3　示意图", "示意图.png")]
    text = "# 关于青禾县图片排版的报告\n" + "".join(f"\n下面是{name[:2]}。\n\n![{name}](照片/{file})\n" for name, file in figures)
    report = Path(work) / "图片.md"
    report.write_text(text, encoding="utf-8")
    subprocess.run([zhibi, "build", "--out", f"{work}/out", report], check=True, stdout=subprocess.DEVNULL)
    pdf = f"{work}/out/图片.pdf"
    subprocess.run(["pdfimages", "-all", pdf, folder / "印"], check=True)
    for number, (name, file) in enumerate([("upright", upright), ("turned", turned)]):
        same = (folder / f"印-{number:03}.jpg").read_bytes() == file
        expect(same, f"photograph, {name}", "the bytes of the file", "the same" if same else "other bytes")
    subprocess.run(["pdfimages", pdf, folder / "点"], check=True)
    *_, samples = (folder / "点-002.ppm").read_bytes().split(b"\n255\n", 1)
    wanted = b"".join(on_white(x, y) for y in range(HEIGHT) for x in range(WIDTH))
    expect(samples == wanted, "drawing on white", "every sample", "the same" if samples == wanted else "other samples")
    listed = [row.split() for row in run("pdfimages", "-list", pdf).decode().splitlines()[2:]]
    near("resolution of the drawing in its own size", DENSITY, int(listed[2][12]), 1, "ppi")
    measure_places(pdf, [name for name, _ in figures], [int(row[0]) for row in listed])


def measure_places(pdf, captions, numbers):
    """Each picture stands above its caption on the same page, inside the type area and no taller than its room."""
    lines = [(number, line) for number, page in enumerate(pages(pdf), 1) for line in page]
    for caption, number in zip(captions, numbers):
        (at, line) = next((at, line) for at, line in lines if line.text == caption.replace("　", ""))
        expect(at == number, f"{caption}: picture and caption", "on one page", f"pages {number} and {at}")
        bottom = (line.baseline - line.size) / 72 * 25.4
        above = max((other.baseline for page, other in lines if page == at and other.baseline < line.baseline - 60), default=0)
        box = Raster(pdf, number).box(above / 72 * 25.4 + 3, bottom)
        tall, wide = box[3] - box[1], box[2] - box[0]
        shown = f"{wide:.1f} × {tall:.1f} mm from x {box[0]:.1f}"
        holds = 28 <= box[0] and box[2] <= 184 and tall <= TALLEST + 0.2 and wide <= WIDEST
        expect(holds, f"{caption}: extent", f"at most {WIDEST} × {TALLEST} mm, x 28…184", shown)
        if "横" in caption:
            expect(wide > tall, f"{caption}: held as the camera noted", "wider than tall", shown, "Exif 2.3, 4.6.4")


if __name__ == "__main__":
    main(*sys.argv[1:])
