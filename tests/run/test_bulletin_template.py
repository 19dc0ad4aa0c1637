import bulletin_template

from contests.exchange.bulletin import BUILT_IN


def test_built_in_template_is_what_our_script_writes(tmp_path, monkeypatch):
    monkeypatch.setattr(bulletin_template, "FILE", tmp_path / "bulletin.docx")
    monkeypatch.setattr(bulletin_template, "ROOT", tmp_path)
    bulletin_template.main()
    assert (tmp_path / "bulletin.docx").read_bytes() == BUILT_IN.read_bytes()
