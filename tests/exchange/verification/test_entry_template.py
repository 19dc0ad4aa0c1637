"""The template as another program saves it: what was filled in is read as it was written."""

import io
import subprocess

import pytest
from openpyxl import load_workbook

from contests.exchange.entry_template import entry_template
from contests.exchange.ratings_file import read_ratings
from contests.selectors.entry import entry_guide
from contests.selectors.entry_form import form_cells
from contests.selectors.entry_rights import entry_rights
from tests.factories import make_contest, make_people


@pytest.mark.django_db
def test_template_is_opened_and_saved_by_libreoffice(office, tmp_path):
    contest = make_contest(entrants=1, criteria=2)
    guide, user = entry_guide(contest), make_people(contest).office
    cells = form_cells(guide, guide.periods["2022-09"], entry_rights(contest, user))
    data = entry_template("测试竞赛", guide.periods["2022-09"], "2022-10-05 24:00", cells)
    book = load_workbook(io.BytesIO(data))
    book.worksheets[0]["D2"], book.worksheets[0]["D3"] = 18.5, "不适用"
    book.save(tmp_path / "模板.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = ["--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(tmp_path / "模板.xlsx")]
    subprocess.run([office, profile, *target], capture_output=True, timeout=120, check=True)
    figures = read_ratings("模板.xlsx", (tmp_path / "saved" / "模板.xlsx").read_bytes(), guide)
    assert [(figure.value, figure.word) for figure in figures] == [(18.5, ""), (None, "不适用")]
