"""What a PDF file holds, read by poppler's programs."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass

import pytest

WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


@dataclass
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str


def poppler(program, content, *options):
    """Return what a program prints about a file."""
    if not shutil.which(program):
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(f"缺少 {program}（Debian 软件包 poppler-utils）")
        pytest.skip(f"本机没有 {program}（Debian 软件包 poppler-utils）")
    return subprocess.run([program, *options], input=content, capture_output=True, check=True).stdout.decode()


def keep(content, path):
    """Keep the first page of a file as a picture to be looked at, at a path without .png."""
    if shutil.which("pdftoppm"):
        poppler("pdftoppm", content, "-png", "-singlefile", "-f", "1", "-r", "100", "-", str(path))


def facts(content):
    """Return what `pdfinfo` says, by its names."""
    return dict(line.split(":", 1) for line in poppler("pdfinfo", content, "-").splitlines() if ":" in line)


def pages(content):
    return int(facts(content)["Pages"])


def size(content):
    """Return width and height of the first page in mm."""
    points = re.findall(r"[\d.]+", facts(content)["Page size"])[:2]
    return tuple(round(float(one) * 25.4 / 72) for one in points)


def text(content):
    """Return the words without what separates them, since a name may stand on two lines."""
    return "".join(poppler("pdftotext", content, "-raw", "-", "-").split())


def faces(content):
    """Return (face, whether it is embedded) of each."""
    lines = poppler("pdffonts", content, "-").splitlines()[2:]
    return [(line.split()[0], line.split()[-5] == "yes") for line in lines]


def words(content):
    """Return the words of each page with their places in points."""
    pages_of = poppler("pdftotext", content, "-bbox", "-", "-").split("<page ")[1:]
    return [[Word(*map(float, groups[:4]), groups[4]) for groups in WORD.findall(page)] for page in pages_of]
