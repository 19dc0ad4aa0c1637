"""The poster of a release: the board on paper, A3 to A0, as few sheets as can be read."""

from collections.abc import Iterator, Mapping
from typing import Any

import segno
from django.template.loader import render_to_string

from contests.exchange.pdf import Manuscript, style, typeset
from contests.exchange.poster.content import content_of
from contests.exchange.poster.paper import BAND, FOOT, GAP, HEAD, MARGIN, PAD, PAPERS, Paper
from contests.exchange.poster.sheets import Layout, lay_out
from contests.exchange.poster.words import units
from contests.selectors.payloads import Payload
from contests.selectors.published import Issue

__all__ = ["PAPERS", "poster"]

DRAFT = (("预览", "尚未批准发布，不得张贴、不得外传。"),)
# Where letters are wider than they were taken for, less of the page is filled.
ROOMS = (0.985, 0.95, 0.9, 0.84, 0.78)


def poster(payload: Mapping[str, Any], issue: Issue, paper: Paper, address: str, *, is_draft: bool = False) -> bytes:
    """Return the PDF file: a page for each sheet; `address` is that of the public page, empty for no code of it.

    One that `is_draft`, of an issue that is not released, says so.
    """
    board = Payload(payload)
    words = {
        "board": board,
        "issue": issue,
        "content": content_of(board, [*(DRAFT if is_draft else ()), *_notices(board, issue)]),
        "phone": board.contest.get("supervision_phone", ""),
        "address": address,
        "code": segno.make(address, error="m").svg_inline(border=0, omitsize=True) if address else "",
    }
    return typeset(_manuscripts(words, paper)).content


def _manuscripts(words: dict[str, Any], paper: Paper) -> Iterator[Manuscript]:
    for room in ROOMS:
        layout = lay_out(words["content"], paper, room)
        html = render_to_string("poster/poster.html", words | {"layout": layout, "paper": paper})
        styles = (style("tokens.css"), _measures(words["board"], layout, paper), style("poster.css"))
        yield Manuscript(html, styles, None if room == ROOMS[-1] else len(layout.sheets))


def _notices(board: Payload, issue: Issue) -> list[tuple[str, str]]:
    """Return what one must know before reading, each with the word that stands for it."""
    found = []
    if issue.corrected_by:
        found.append(("已更正", f"本期已由第{issue.corrected_by}期更正，请以第{issue.corrected_by}期为准。"))
    if board.reissues:
        found.append(("重新发布", f"第{board.reissues}期已撤回，本期为重新发布。说明：{board.correction_reason}"))
    if board.corrects:
        found.append(("更正", f"本期更正第{board.corrects}期。更正原因：{board.correction_reason}"))
    return found


def _measures(board: Payload, layout: Layout, paper: Paper) -> str:
    """Return the style sheet with what differs from poster to poster."""
    setting, unit = layout.type, paper.unit
    values = {
        "unit": f"{unit:.3f}pt",
        "margin": f"{MARGIN * unit:.3f}pt",
        "band-height": f"{BAND * unit:.3f}pt",
        "foot-height": f"{FOOT * unit:.3f}pt",
        "gap": f"{GAP * unit:.3f}pt",
        "pad": f"{PAD * unit:.3f}pt",
        "head": f"{HEAD * unit:.3f}pt",
        "title": f"{_title_size(board.contest['name']) * unit:.3f}pt",
        "facts": f"{_facts_size(board) * unit:.3f}pt",
        "leading": f"{setting.leading:.3f}",
        "space": f"{setting.space * setting.size:.3f}pt",
        "row": f"{setting.row_space * setting.size:.3f}pt",
    }
    rules = [f"@page {{ size: {paper.width}mm {paper.height}mm; margin: {MARGIN * unit:.3f}pt }}"]
    rules.append(f"html {{ font-size: {setting.size:.3f}pt; {' '.join(f'--{k}: {v};' for k, v in values.items())} }}")
    rules += [
        f"#sheet-{at} .panel {{ height: {sheet.panels:.2f}pt }}" for at, sheet in enumerate(layout.sheets, start=1)
    ]
    return "\n".join(rules)


def _title_size(name: str) -> float:
    """Return the size of the contest's name in units: on one line where that is large enough, else on two."""
    width = units(name)
    return min(3.1, 50 / width) if width <= 23 else min(2.1, 2 * 48 / width)


def _facts_size(board: Payload) -> float:
    """Return the size of period, day and publisher in units: on one line, unless that were too small to be read."""
    return max(0.65, min(1, 51 / (34 + units(board.period["label"] + board.contest["publisher"]))))
