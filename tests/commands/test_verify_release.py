import pytest
from django.core.management import CommandError, call_command


def test_verify_release_of_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CommandError, match=r"没有\.json：读不了这个文件（No such file or directory）"):
        call_command("verify_release", str(tmp_path / "没有.json"))


def test_verify_release_of_a_folder_says_so(tmp_path):
    with pytest.raises(CommandError, match="读不了这个文件"):
        call_command("verify_release", str(tmp_path))


def test_verify_release_of_other_than_utf8_says_so(tmp_path):
    bundle = tmp_path / "国标.json"
    bundle.write_bytes('{"contest": "百日大会战"}'.encode("gb18030"))
    with pytest.raises(CommandError, match=r"国标\.json：不是 UTF-8 编码的文本"):
        call_command("verify_release", str(bundle))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"document": ' + "[" * 100_000, '{"document": {"format": 1}}'])
def test_verify_release_of_what_is_no_release_says_so(tmp_path, text):
    bundle = tmp_path / "别的.json"
    bundle.write_text(text)
    with pytest.raises(CommandError, match="不是完整的发布文件"):
        call_command("verify_release", str(bundle))


def test_verify_release_names_the_faults_of_every_file(tmp_path):
    with pytest.raises(CommandError, match=r"(?s)甲\.json：.*乙\.json："):
        call_command("verify_release", str(tmp_path / "甲.json"), str(tmp_path / "乙.json"))
