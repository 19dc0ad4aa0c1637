"""Workbooks as people make them."""

import io

from openpyxl import Workbook

HEADER = ["期次", "单位", "指标", "数值", "任务数"]


def workbook(rows, merge=None, header=HEADER):
    book = Workbook()
    for row in [header, *rows] if header else rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(*lines, encoding="utf-8"):
    return "\n".join([",".join(HEADER), *lines]).encode(encoding)
