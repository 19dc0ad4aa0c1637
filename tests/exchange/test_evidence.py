import contextlib
import io
import random

import pytest
from PIL import Image

from contests.errors import EvidenceError
from contests.exchange.evidence import check_evidence
from tests.exchange.evidence_files import (
    GPS,
    HTML,
    PDF,
    SLIDES,
    SVG,
    archive,
    docx,
    huge_png,
    office_file,
    phone_photo,
    picture,
    xlsx,
)

MOST = 20 * 1024 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument"
GOOD = {
    "照片.jpg": (picture(), "image/jpeg"),
    "照片.JPEG": (picture(), "image/jpeg"),
    "截图.png": (picture("PNG"), "image/png"),
    "图.webp": (picture("WEBP"), "image/webp"),
    "手机.heic": (picture("HEIF"), "image/heic"),
    "文件.pdf": (PDF, "application/pdf"),
    "台账.xlsx": (xlsx(), f"{OFFICE}.spreadsheetml.sheet"),
    "报告.docx": (docx(), f"{OFFICE}.wordprocessingml.document"),
    "汇报.pptx": (office_file(SLIDES, "ppt/presentation.xml"), f"{OFFICE}.presentationml.presentation"),
}
BAD = {
    "empty": ("空.jpg", b"", "文件是空的"),
    "too large": ("大.pdf", PDF + b"0" * MOST, "文件最大 20 MB"),
    "svg": ("图.svg", SVG, "不能作为佐证材料"),
    "svg named png": ("图.png", SVG, "与扩展名不符"),
    "html named jpg": ("照片.jpg", HTML, "与扩展名不符"),
    "program named jpg": ("照片.jpg", b"MZ" + bytes(500), "与扩展名不符"),
    "png named jpg": ("照片.jpg", picture("PNG"), "与扩展名不符"),
    "archive named docx": ("报告.docx", archive(), "内容与扩展名不符"),
    "xlsx named docx": ("报告.docx", xlsx(), "内容与扩展名不符"),
    "old word": ("报告.doc", b"\xd0\xcf\x11\xe0" + bytes(512), "请另存为 .docx"),
    "no extension": ("报告", PDF, "不能作为佐证材料"),
    "picture and page": ("照片.jpg", picture() + HTML, "混有网页"),
    "picture and page within": ("照片.jpg", picture(comment=HTML), "混有网页"),
    "picture and archive": ("照片.jpg", picture() + archive(content=bytes(9000)), "混有压缩包"),
    "picture and pdf": ("照片.png", picture("PNG") + PDF, "混有网页或其他文件"),
    "pdf and archive": ("文件.pdf", PDF + archive() + PDF[-30:], "混有压缩包"),
    "archive before office": ("报告.docx", b"PK\x03\x04" + docx(), "损坏或不完整"),
    "office and more": ("报告.docx", docx() + b"more", "损坏或不完整"),
    "half a picture": ("照片.jpg", phone_photo()[:3000], "图片损坏或不完整"),
    "half a pdf": ("文件.pdf", PDF[:40], "PDF 损坏或不完整"),
    "pixels": ("图.png", huge_png(30_000), "图片过大"),
    "fewer pixels": ("图.png", huge_png(8_000), "图片过大（8000×8000），请缩小到 6000 万像素"),
    "zip bomb": ("报告.docx", docx(**{"word/media": bytes(201 * 1024 * 1024)}), "解压后过大"),
    "macros": ("报告.docx", docx(**{"word/vbaProject.bin": b"x"}), "含有宏"),
}


@pytest.mark.parametrize("name", GOOD)
def test_file_that_is_what_it_says_is_taken(name):
    data, content_type = GOOD[name]
    checked = check_evidence(name, data, MOST)
    assert checked.content_type == content_type
    assert (checked.thumbnail is not None) is content_type.startswith("image")


@pytest.mark.parametrize("what", BAD)
def test_file_that_is_not_is_refused_in_a_sentence(what):
    name, data, said = BAD[what]
    with pytest.raises(EvidenceError, match=said):
        check_evidence(name, data, MOST)


def test_thumbnail_stands_upright_and_tells_nothing_of_the_phone():
    data = phone_photo()
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(GPS)
    small = Image.open(io.BytesIO(check_evidence("照片.jpg", data, MOST).thumbnail))
    assert small.size == (360, 480)
    # Turned a quarter to the right: what was left is on top.
    top, bottom = small.getpixel((180, 40)), small.getpixel((180, 440))
    assert (top[0] > 200, bottom[2] > 200) == (True, True)
    assert not small.getexif()
    assert "comment" not in small.info
    assert b"Phone" not in check_evidence("照片.jpg", data, MOST).thumbnail


def test_picture_that_one_sees_through_is_put_on_white():
    file = io.BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(file, "PNG")
    small = Image.open(io.BytesIO(check_evidence("图.png", file.getvalue(), MOST).thumbnail))
    assert small.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_file_is_taken_or_refused_and_nothing_else(seed):
    chance = random.Random(seed)
    name = chance.choice(list(GOOD))
    data = bytearray(GOOD[name][0])
    for _ in range(chance.randrange(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(EvidenceError):
        check_evidence(name, bytes(data), MOST)
