"""verify_release [FILE.json]: every rank derived again from the bundle, with no database."""

import hashlib
import json
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from contests.management.commands._base import ScoreboardCommand
from contests.models import Release
from contests.scoring.verify import differences, is_recall, recall_words

# What reading and evaluating a text may raise that is not a release; deep nesting is the RecursionError.
MALFORMED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)


class Command(ScoreboardCommand):
    """Verify one bundle, or without a file every release of this installation and their chain."""

    help = "核验发布文件：由其中的规则和填报数据重新推算每个名次；不给文件时核验本系统的全部发布"
    requires_system_checks: list[str] = []  # a bundle is verified where no database is

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take any number of bundles."""
        parser.add_argument("files", nargs="*", metavar="FILE.json")

    def run(self, **options: Any) -> None:
        """Verify, and fail with every difference."""
        names = options["files"]
        faults = [fault for name in names for fault in self._verify_file(name)] if names else self._verify_stored()
        if faults:
            raise CommandError("核验不符：\n" + "\n".join(f"  {fault}" for fault in faults))

    def _verify_file(self, name: str) -> list[str]:
        try:
            text = Path(name).read_text("utf-8")
        except OSError as error:
            return [f"{name}：读不了这个文件（{error.strerror}）"]
        except UnicodeDecodeError:
            return [f"{name}：不是 UTF-8 编码的文本，不是发布文件"]
        return self._verify_text(name, text)

    def _verify_stored(self) -> list[str]:
        faults = []
        hashes: dict[int, dict[int, str]] = defaultdict(dict)
        for release in Release.objects.order_by("contest", "number").select_related("contest").iterator(chunk_size=50):
            name, earlier = f"{release.contest.slug} {release}", hashes[release.contest_id]
            faults += self._verify_text(name, release.payload, release, earlier)
            if hashlib.sha256(release.payload.encode()).hexdigest() != release.sha256:
                faults.append(f"{name}：内容与登记的 SHA-256 不符")
            earlier[release.number] = release.sha256
        return faults

    def _verify_text(
        self, name: str, text: str, release: Release | None = None, earlier: Mapping[int, str] | None = None
    ) -> list[str]:
        """Return the faults of a bundle, and of its links where its row is given, with the hashes of those before.

        Say what agrees.
        """
        try:
            payload = json.loads(text)
            found = differences(payload)
            if release is not None:
                found += _link_faults(payload, release, earlier or {})
            title = f"{payload['contest']['name']} 第{payload['number']}期（{payload['period']['label']}）"
            size = _size(payload)
        except MALFORMED as error:
            return [f"{name}：不是完整的发布文件（{type(error).__name__}: {error}）"]
        if not found:
            digest = hashlib.sha256(text.encode()).hexdigest()
            self.say(f"{name}：相符。{title}，{size}\nSHA-256 {digest}")
        return [f"{name}：{fault}" for fault in found]


def _size(payload: dict[str, Any]) -> str:
    """Return what a release has, in words."""
    if is_recall(payload):
        return "；".join(recall_words(payload))
    return f"名次 {len(payload['standings'])} 条、上榜 {len(payload['entries'])} 条"


def _link_faults(payload: dict[str, Any], release: Release, earlier: Mapping[int, str]) -> list[str]:
    """Return what of a release does not fit its row and the issues before it, whose hashes are given by number."""
    found = []
    if payload["previous_sha256"] != (earlier[max(earlier)] if earlier else ""):
        found.append("与上一期的 SHA-256 衔接不上")
    if release.is_recall != is_recall(payload):
        found.append(f"登记为“{release.get_kind_display()}”，与内容不符")
    if is_recall(payload) and payload["corrects_sha256"] != earlier.get(payload["corrects"]):
        found.append(f"写明的 SHA-256 不是被撤回的第{payload['corrects']}期的")
    return found
