"""The engine as one file of plain Python, so that a release can be verified without this project."""

import ast
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from contests import scoring

ENGINE = "contests.scoring"
MAIN = f"{ENGINE}.__main__"

HEAD = '''\
"""核验发布文件：由其中的规则和填报数据，重新推算每个得分、名次、等次和上榜单位，与公布的逐项比较。

    python verify_release.py 公布件.json [发布页上的 SHA-256]

相符时退出码为 0，不符为 1，不符之处逐条列出。需要 Python 3.11 或更新版本，不需要安装其他软件。
本文件由评分引擎的源代码原样拼成：每个模块是一个函数，函数返回模块里的名称。
"""

from types import SimpleNamespace


def module(body):
    """Run a module, and let its name stand for what is defined in it."""
    return body()
'''


@cache
def verify_release_text() -> str:
    """Return the text of verify_release.py."""
    *modules, main = _after_its_needs(MAIN, {})
    return "\n\n".join([HEAD, *map(_section, modules), _inlined(main)])


def _after_its_needs(name: str, found: dict[str, None]) -> dict[str, None]:
    """Return what was found, and with it a module after all that it imports from the engine."""
    for node in ast.parse(_source(name)).body:
        if isinstance(node, ast.ImportFrom) and _is_ours(node.module) and node.module not in found:
            _after_its_needs(str(node.module), found)
    found[name] = None
    return found


def _source(name: str) -> str:
    place = Path(scoring.__file__).parent.joinpath(*name.split(".")[2:])
    return (place / "__init__.py" if place.is_dir() else place.with_suffix(".py")).read_text("utf-8")


def _is_ours(name: str | None) -> bool:
    return f"{name}.".startswith(f"{ENGINE}.")


def _section(name: str) -> str:
    """Return a module as a function."""
    body = textwrap.indent(_inlined(name), "    ")
    return f"@module\ndef {_flat(name)}():\n{body}\n    return SimpleNamespace(**locals())\n"


def _inlined(name: str) -> str:
    """Return a module's source with the imports from the engine turned into assignments."""
    source = _source(name)
    lines = source.splitlines()
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.ImportFrom) and _is_ours(node.module):
            lines[node.lineno - 1 : node.end_lineno] = _assignments(node)
    return "\n".join(lines) + "\n"


def _assignments(node: ast.ImportFrom) -> Iterator[str]:
    for alias in node.names:
        yield f"{alias.asname or alias.name} = {_flat(str(node.module))}.{alias.name}"


def _flat(name: str) -> str:
    return name.removeprefix("contests.").replace(".", "_")
