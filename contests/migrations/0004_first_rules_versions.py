"""The first version of the rules of every contest, from the columns that had them."""

from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _criterion(node: Any) -> dict[str, Any]:
    words = ("code", "name", "division_marks", "cadence", "method", "params", "roll_up", "missing", "unit")
    fields = {word: getattr(node, word) for word in words}
    return fields | {"full_marks": _plain(node.full_marks), "weight": _plain(node.weight)}


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write each contest's rules as version 1."""
    versions = apps.get_model("contests", "RulesVersion")
    for contest in apps.get_model("contests", "Contest").objects.all():
        dimensions: dict[int, dict[str, Any]] = {}
        for node in contest.criteria.order_by("order"):
            if node.method:
                dimensions[node.parent_id]["criteria"].append(_criterion(node))
            else:
                own = {"code": node.code, "name": node.name, "weight": _plain(node.weight)}
                dimensions[node.pk] = own | {"part": None, "full_marks": None, "criteria": []}
        versions.objects.create(
            contest=contest,
            number=1,
            rules={
                "rounding": {
                    "criterion": contest.criterion_places,
                    "total": contest.total_places,
                    "mode": contest.rounding,
                },
                "limits": {
                    "bonus": _plain(contest.bonus_cap),
                    "deduction": _plain(contest.deduction_cap),
                    "floor": _plain(contest.floor),
                    "ceiling": _plain(contest.ceiling),
                },
                "score_label": contest.score_label,
                "rank_by": contest.rank_by,
                "dimensions": list(dimensions.values()),
                "weight_sum": None,
                "parts": [],
                "boards": contest.boards,
                "grades": [],
                "quota": {"rounding": "down", "ties": "out"},
                "combined": False,
                "place_bonus": None,
                "escalation": {},
            },
        )


class Migration(migrations.Migration):
    """Fill the rules versions."""

    dependencies = [("contests", "0003_rules_versions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
