"""The bulletin as PDF, by the measures of GB/T 9704-2012, and the faces that this machine lacks for it.

By WeasyPrint, which a server has anyway, and not by LibreOffice, which one may lack and which would set an office's own
template differently from Word: whoever has an own template prints it from Word.
"""

from dataclasses import dataclass
from functools import cache as once

from django.template.loader import render_to_string

from contests.exchange.bulletin.tags import attachment_lines
from contests.exchange.pdf import Manuscript, style, typeset
from contests.selectors.bulletins import BulletinText

# What the standard asks for, and the names under which a machine may have it; as in bulletin.css.
FACES = {
    "小标宋": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "小标宋"),
    "仿宋": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong"),
    "楷体": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti"),
    "黑体": ("黑体", "SimHei", "STHeiti"),
    "宋体": ("宋体", "SimSun", "STSong"),
}
# A page on which one face is tried out has no other on it.
NO_NUMBER = "@page :right { @bottom-right { content: none } }"


@dataclass(frozen=True, slots=True)
class Missing:
    """A face that is not there, and the one that a PDF is set in instead."""

    wanted: str
    used: str


def bulletin_pdf(text: BulletinText) -> bytes:
    """Return the bulletin as PDF: the same bytes for the same text on the same machine."""
    words = {"text": text, "lines": attachment_lines(text.attachments)}
    html = render_to_string("bulletin/bulletin.html", words)
    return typeset([Manuscript(html, (style("bulletin.css"),))]).content


@once
def missing_faces() -> tuple[Missing, ...]:
    """Return the faces that this machine lacks, tried out once in a process."""
    found = []
    for wanted, names in FACES.items():
        html = f'<html class="{wanted}"><body class="{wanted}">文'
        faces = typeset([Manuscript(html, (style("bulletin.css"), NO_NUMBER))]).faces
        used = [face for face in faces if not face.startswith(tuple(name.replace(" ", "-") for name in names))]
        if used or not faces:
            found.append(Missing(names[0], "、".join(face.replace("-", " ") for face in used) or "无"))
    return tuple(found)
