"""verify_release [FILE.json]: every rank derived again from the bundle, with no database."""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from contests.management.commands._base import ScoreboardCommand
from contests.models import Release
from contests.scoring.verify import differences

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
        previous: dict[int, str] = {}
        for release in Release.objects.order_by("contest", "number").select_related("contest").iterator(chunk_size=50):
            name = f"{release.contest.slug} {release}"
            before = previous.get(release.contest_id, "")
            faults += self._verify_text(name, release.payload, before)
            if hashlib.sha256(release.payload.encode()).hexdigest() != release.sha256:
                faults.append(f"{name}：内容与登记的 SHA-256 不符")
            previous[release.contest_id] = release.sha256
        return faults

    def _verify_text(self, name: str, text: str, previous_sha256: str | None = None) -> list[str]:
        """Return the faults of a bundle, with its link to the one before where that is given; say what agrees."""
        try:
            payload = json.loads(text)
            found = differences(payload)
            if previous_sha256 is not None and payload["previous_sha256"] != previous_sha256:
                found.append("与上一期的 SHA-256 衔接不上")
            title = f"{payload['contest']['name']} 第{payload['number']}期（{payload['period']['label']}）"
            size = f"名次 {len(payload['standings'])} 条、上榜 {len(payload['entries'])} 条"
        except MALFORMED as error:
            return [f"{name}：不是完整的发布文件（{type(error).__name__}: {error}）"]
        if not found:
            digest = hashlib.sha256(text.encode()).hexdigest()
            self.say(f"{name}：相符。{title}，{size}\nSHA-256 {digest}")
        return [f"{name}：{fault}" for fault in found]
