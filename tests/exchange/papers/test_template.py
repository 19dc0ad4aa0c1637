"""What an office may upload as a template, and what is said of the rest."""

import io
import warnings
import zipfile

import pytest
from docx import Document

from contests.errors import FileError
from contests.exchange.bulletin import BUILT_IN, check_template
from contests.exchange.bulletin.tags import NEEDED
from contests.models.bulletins import LARGEST_TEMPLATE

NAME = "模板.docx"


def docx(*texts, needed=NEEDED):
    """Return a .docx with these paragraphs, after the needed tags."""
    document = Document()
    for text in (*(f"{{{{ {name} }}}}" for name in needed), *texts):
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def changed(added=None, replaced=None):
    """Return the built-in template with members added, or their bytes replaced (old, new)."""
    file = io.BytesIO()
    with zipfile.ZipFile(BUILT_IN) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in (replaced or {}):
                content = content.replace(*replaced[name])
            target.writestr(name, content, zipfile.ZIP_DEFLATED)
        for name, content in (added or {}).items():
            with warnings.catch_warnings(category=UserWarning, action="ignore"):
                target.writestr(name, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def faults(content, name=NAME):
    with pytest.raises(FileError) as caught:
        check_template(name, content)
    return [str(fault) for fault in caught.value.faults]


def test_built_in_template_is_good():
    check_template(NAME, BUILT_IN.read_bytes())


def test_small_template_of_needed_tags_is_good():
    check_template(NAME, docx("{%p for 组 in 红榜 %}", "{{ 组.标题 }}", "{%p endfor %}"))


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"x", "模板.docm", "文件：不接受带宏的文件，请另存为 .docx（现为：.docm）"),
        (b"x", "模板.doc", "文件：应为Word 文档（.docx）（现为：.doc）"),
        (b"x", "模板", "文件：应为Word 文档（.docx）（现为：模板）"),
        (b"x", NAME, "文件：应为Word 文档（.docx）（现为：打不开）"),
        (BUILT_IN.read_bytes()[:-100], NAME, "文件：应为Word 文档（.docx）（现为：打不开）"),
        (b"x" * (LARGEST_TEMPLATE + 1), NAME, "文件：最大 2 MB（现为：2.0 MB）"),
    ],
)
def test_other_files_are_refused(content, name, expected):
    assert faults(content, name) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (changed({"word/vbaProject.bin": b"x"}), "不接受带宏的文件"),
        (
            changed(replaced={"[Content_Types].xml": (b"document.main+xml", b"document.macroEnabled.main+xml")}),
            "不接受带宏的文件",
        ),
        (changed({"word/activeX/activeX1.xml": b"<x/>"}), "不接受带宏的文件"),
        (changed({"word/embeddings/oleObject1.bin": b"x"}), "请删去嵌入的文件和对象"),
        (changed({"word/_rels/settings.xml.rels": b'<R Target="http://x/" TargetMode="External"/>'}), "请断开链接"),
        (changed(replaced={"word/document.xml": (b"<w:document", b"<!DOCTYPE x><w:document")}), "DOCTYPE"),
        (changed({"word/media/image1.png": bytes(31 * 1024 * 1024)}), "请压缩其中的图片"),
        (changed({"word/document.xml": b"<x/>"}), "打不开"),
    ],
)
def test_dangerous_files_are_refused(content, expected):
    assert any(expected in one for one in faults(content))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["{{ 题目 }}"], "正文：没有这个标记，可用：发文机关、发文字号"),
        (["{%p for 组 in 红榜 %}", "{{ 组.名字 }}", "{%p endfor %}"], "（现为：.名字）"),
        (["{%p for 组 in 红榜 %}", "{{ 组.标题 }}"], "标记的写法不对"),
        (["{{ 标题"], "标记的写法不对"),
        (["{{ 标题.__class__ }}"], "（现为：.__class__）"),
        (["{{ 红榜|length }}"], "（现为：Filter）"),
        (["{{ 标题 * 99 }}"], "（现为：Mul）"),
        (["{{ range(9) }}"], "没有这个标记"),
        (
            ["{%p for 一 in 红榜 %}", "{%p for 二 in 红榜 %}", "{%p for 三 in 红榜 %}"] + ["{%p endfor %}"] * 3,
            "至多两层",
        ),
        (["{%p include 标题 %}"], "（现为：Include）"),
    ],
)
def test_wrong_tags_are_named(texts, expected):
    assert any(expected in one for one in faults(docx(*texts)))


def test_missing_tags_are_named_together():
    assert faults(docx(needed=NEEDED[:5])) == ["模板：缺少标记：署名、成文日期"]
