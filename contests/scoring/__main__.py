"""The command line of a verification: every score, rank, grade and list entry of a release derived again."""

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from contests.scoring.verify import differences, is_recall, recall_words

# What reading and evaluating a text may raise that is not a release; deep nesting is the RecursionError.
MALFORMED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)


def main(arguments: Sequence[str]) -> int:
    """Verify the file named first, against the hash named second where there is one; return 0 where all agrees."""
    if not 1 <= len(arguments) <= 2:
        return _refuse("用法：python verify_release.py 公布件.json [发布页上的 SHA-256]")
    try:
        payload = json.loads(Path(arguments[0]).read_text("utf-8"))
        title, *agreed = _lines(payload)
        faults = differences(payload)
        digest = hashlib.sha256(_canonical(payload).encode()).hexdigest()
    except OSError as error:
        return _refuse(f"读不了这个文件：{error.strerror}")
    except MALFORMED as error:
        return _refuse(f"不是完整的发布文件（{type(error).__name__}: {error}）")
    known = arguments[1].strip().lower() if len(arguments) == 2 else ""
    if known and known != digest:
        faults.append(f"SHA-256 应为 {known}，由内容算得 {digest}")
    if faults:
        return _refuse("\n".join([title, *faults, f"核验不符，共 {len(faults)} 处"]))
    _say("\n".join([title, *agreed, f"SHA-256 {digest}：{'相符' if known else '请与发布页上的核对'}", "核验相符"]))
    return 0


def _lines(payload: Mapping[str, Any]) -> list[str]:
    """Return what release it is, then what is said where nothing of it differs."""
    title = f"{payload['contest']['name']} 第{payload['number']}期（{payload['period']['label']}）"
    if is_recall(payload):
        return [title, *recall_words(payload)]
    return [
        title,
        f"得分、名次、并列、等次、得分明细：{len(payload['standings'])} 条，全部相符",
        f"红榜、黑榜：{len(payload['entries'])} 条，全部相符",
    ]


def _canonical(payload: Mapping[str, Any]) -> str:
    """Return the one text of a payload, of which the hash is taken."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse(text: str) -> int:
    _say(text)
    return 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
