"""YAML without surprises: decimals exact, no aliases, no repeated keys, every node's line known."""

from decimal import Decimal
from typing import Any

import yaml

from contests.errors import Fault, FileError

Path = tuple[str | int, ...]


class _Loader(yaml.SafeLoader):
    """Refuses aliases (a few of them make a document explode in memory) and repeated keys (the last would win)."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError(
                _Problem(
                    self.peek_event().start_mark,  # type: ignore[no-untyped-call]
                    "不支持引用（*），请把内容写全",
                )
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            name = self.construct_object(key, deep=True)
            if not isinstance(name, str | int):
                raise yaml.YAMLError(_Problem(key.start_mark, "名称应为文字"))
            if name in seen:
                raise yaml.YAMLError(_Problem(key.start_mark, f"“{name}”写了两次"))
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


class _Problem:
    def __init__(self, mark: Any, message: str) -> None:
        self.mark = mark
        self.message = message


def _as_text(loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


def _exact(loader: _Loader, node: yaml.ScalarNode) -> Decimal | str:
    text = loader.construct_scalar(node).replace("_", "")
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


# Floats would lose what was written; and `2022-09` must stay text, a day is read where one is expected.
_Loader.add_constructor("tag:yaml.org,2002:float", _exact)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _as_text)


class Located:
    """A document and the line of each of its paths."""

    def __init__(self, data: Any, root: yaml.Node | None) -> None:
        """Keep the data and the node tree it was made of."""
        self.data = data
        self._root = root

    def where(self, path: Path) -> str:
        """Return a path as people read it, with its line: dimensions[0].criteria[2].weight(第 31 行)."""
        text = ""
        for step in path:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
        return f"{text or '文件'}（第 {self._line(path)} 行）"

    def _line(self, path: Path) -> int:
        node, line = self._root, 1
        for step in path:
            if isinstance(node, yaml.MappingNode):
                found = [(key, value) for key, value in node.value if key.value == str(step)]
                if not found:
                    break
                key, node = found[0]
                line = key.start_mark.line + 1
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line + 1
            else:
                break
        return line


def load(name: str, text: str) -> Located:
    """Return the document of a YAML text. Raises FileError where it is not one."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        return Located(None if root is None else loader.construct_document(root), root)
    except yaml.YAMLError as error:
        raise FileError(name, [_fault(error)]) from error
    except (ValueError, RecursionError) as error:
        raise FileError(name, [Fault("文件", "", "不是规范的 YAML：嵌套过深，或有过长的数")]) from error
    finally:
        loader.dispose()


def _fault(error: yaml.YAMLError) -> Fault:
    if error.args and isinstance(error.args[0], _Problem):
        problem = error.args[0]
        return Fault(f"第 {problem.mark.line + 1} 行", "", problem.message)
    mark = getattr(error, "problem_mark", None)
    where = f"第 {mark.line + 1} 行" if mark else "文件"
    return Fault(where, "", "不是规范的 YAML，请检查缩进、冒号后的空格和引号")
