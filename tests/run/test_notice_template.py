import notice_template

from contests.exchange.notice import BUILT_IN


def test_built_in_template_is_what_our_script_writes(tmp_path, monkeypatch):
    monkeypatch.setattr(notice_template, "FILE", tmp_path / "notice.docx")
    monkeypatch.setattr(notice_template, "ROOT", tmp_path)
    notice_template.main()
    assert (tmp_path / "notice.docx").read_bytes() == BUILT_IN.read_bytes()
