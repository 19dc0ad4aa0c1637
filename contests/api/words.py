"""What is wrong with a request, in Chinese: what was expected, by the kinds of error that pydantic knows."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

EXPECTED: Final = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这个字段，请检查拼写",
    "int_parsing": "应为整数",
    "int_parsing_size": "应为整数，且不能过大",
    "int_from_float": "应为整数",
    "finite_number": "应为有限的数",
    "list_type": "应为数组",
    "model_type": "应为 JSON 对象",
    "model_attributes_type": "应为 JSON 对象",
    "dict_type": "应为 JSON 对象",
    "string_unicode": "应为 UTF-8 编码的文本",
    "too_short": "至少 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "string_too_long": "最长 {max_length} 个字",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
}

# A value that may be of several kinds has an error for each of them.
KINDS: Final = {"int_type": "数", "float_type": "数", "string_type": "文本"}


def expected(errors: Sequence[Mapping[str, Any]]) -> str:
    """Return what was expected in one place: what a value of the right kind lacks, else the kinds that it may have."""
    kinds = [KINDS[error["type"]] for error in errors if error.get("type") in KINDS]
    for error in errors:
        if error.get("type") not in KINDS:
            return _said(error)
    return f"应为{'或'.join(dict.fromkeys(kinds))}"


def _said(error: Mapping[str, Any]) -> str:
    """Return one error in words; one without a kind is said already."""
    if "type" not in error:
        return str(error["msg"])
    known = EXPECTED.get(error["type"])
    return known.format(**error.get("ctx", {})) if known else f"与接口说明不符（{error['type']}）"
