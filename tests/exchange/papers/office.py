"""LibreOffice, which sets a .docx as its reader would."""

import os
import shutil
import subprocess

import pytest


def set_in_office(content, folder):
    """Return the PDF that LibreOffice makes of a .docx; skips where there is none."""
    office = shutil.which("soffice")
    if not office:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail("缺少 LibreOffice（Debian 软件包 libreoffice-writer）")
        pytest.skip("本机没有 LibreOffice（Debian 软件包 libreoffice-writer）")
    (folder / "bulletin.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = ["--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "bulletin.docx")]
    subprocess.run([office, profile, *target], capture_output=True, timeout=180, check=True)
    return (folder / "bulletin.pdf").read_bytes()
