"""One cell to one figure, or what is wrong with it in the user's words."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

NUMBER = re.compile(r"[+-]?[0-9]{1,11}(\.[0-9]{1,4})?")
DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
FORMULA = "应填写数值；若是公式，请在 Excel 中打开并保存一次，使其有结果"


def read_number(cell: Any) -> Decimal:
    """Return the figure of a cell (text, or the float of a workbook). Raises ValueError with what was expected."""
    if isinstance(cell, float):
        text = repr(cell).removesuffix(".0")
        if not NUMBER.fullmatch(text):
            # Excel shows 15 digits: 0.30000000000000004 is the 0.3 that the user sees.
            text = f"{Decimal(f'{cell:.15g}'):f}" if abs(cell) < 1e15 else str(cell)
    else:
        text = str(cell).strip()
    if NUMBER.fullmatch(text):
        return Decimal(text)
    raise ValueError(_complaint(text))


def _complaint(text: str) -> str:
    """Return what is wrong with a text that is not a plain number."""
    half = unicodedata.normalize("NFKC", text)
    if not text:
        return FORMULA
    if half != text and NUMBER.fullmatch(half):
        return f"应为半角数字，请写 {half}"
    if half.rstrip().endswith("%"):
        return f"不带百分号，请写 {half.rstrip().rstrip('%').strip()}"
    if NUMBER.fullmatch(half.replace(",", "")):
        return f"不用千分位逗号，请写 {half.replace(',', '')}"
    if re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?[0-9]+", half):
        return "应为普通写法的数，整数部分最多 11 位，不用科学计数法"
    if re.fullmatch(r"[+-]?[0-9]{12,}(\.[0-9]*)?", half):
        return "数值过大，整数部分最多 11 位"
    if re.fullmatch(r"[+-]?[0-9]+\.[0-9]{5,}", half):
        return "最多 4 位小数，请先四舍五入"
    return "应为数，如 85 或 85.5"


def read_text(cell: Any) -> str:
    """Return the text of a cell; a year or code that a workbook holds as a number comes without its `.0`."""
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0")
    return str(cell).strip()


def read_day(text: str) -> date:
    """Return a day written 2023-05-31, 2023/5/31 as Excel writes it into a CSV file, or 2023年5月31日.

    Raises ValueError with what was expected.
    """
    found = DAY.fullmatch(text)
    if found is None:
        raise ValueError("应为日期，如 2023-05-31")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise ValueError("没有这一天，请核对") from None
