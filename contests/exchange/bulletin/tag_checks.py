"""The tags in a template: known, needed, and nothing but tags."""

from collections.abc import Iterator
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, meta, nodes

from contests.errors import Fault
from contests.exchange.bulletin.document import environment
from contests.exchange.bulletin.tags import NEEDED, example, tags

# Whatever else the language of templates can do is not needed to fill in a bulletin.
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
DEEPEST = 2
WRITTEN = "标记的写法不对，应写作 {{ 标题 }}，循环成对写作 {%p for 段 in 导语 %} … {%p endfor %}"
OF_LOOP = {"index", "first", "last"}


def tag_faults(template: DocxTemplate) -> Iterator[Fault]:
    """Yield the faults of the tags of a template, in its text, headers and footers."""
    known = tags(example())
    used: set[str] = set()
    for where, xml in _parts(template):
        try:
            tree = environment().parse(template.patch_xml(xml))
        except TemplateSyntaxError as error:
            yield Fault(where, str(error.message)[:100], WRITTEN)
            continue
        names = meta.find_undeclared_variables(tree)
        used |= names
        for name in sorted(names - set(known)):
            yield Fault(where, f"{{{{ {name} }}}}", f"没有这个标记，可用：{'、'.join(known)}")
        yield from _unknown_parts(where, tree, known)
        yield from _forbidden(where, tree)
    if missing := [name for name in NEEDED if name not in used]:
        yield Fault("模板", "", f"缺少标记：{'、'.join(missing)}")


def _parts(template: DocxTemplate) -> Iterator[tuple[str, str]]:
    yield "正文", template.get_xml()
    for word, uri in (("页眉", template.HEADER_URI), ("页脚", template.FOOTER_URI)):
        for _, part in template.get_headers_footers(uri):
            yield word, template.get_part_xml(part)


def _unknown_parts(where: str, tree: nodes.Template, known: dict[str, Any]) -> Iterator[Fault]:
    """Yield what is asked of an entry that no entry has."""
    entries = [one for value in known.values() if isinstance(value, list) for one in value]
    parts = {key for one in entries if isinstance(one, dict) for key in one}
    for node in tree.find_all(nodes.Getattr):
        of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
        if node.attr not in (OF_LOOP if of_loop else parts):
            yield Fault(where, f".{node.attr}", f"没有这个标记，可用：{'、'.join(sorted(parts))}")


def _forbidden(where: str, node: nodes.Node, depth: int = 0) -> Iterator[Fault]:
    for child in node.iter_child_nodes():
        deeper = depth + isinstance(child, nodes.For)
        plain = not isinstance(child, nodes.For) or isinstance(child.iter, nodes.Name | nodes.Getattr)
        if not isinstance(child, ALLOWED) or not plain or deeper > DEEPEST:
            yield Fault(where, type(child).__name__, "只能写标记、循环（至多两层）和判断，不能写运算和函数")
        else:
            yield from _forbidden(where, child, deeper)
