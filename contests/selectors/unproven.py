"""What is put on a list by hand with nothing behind it: it holds the release up, and is told before it does."""

from contests.enums import Decision
from contests.models import Adjustment, Finding

UNPROVEN = "既无依据文件，也无佐证材料"


def proof_warning(event: Finding | Adjustment) -> str:
    """Return what would stop the release on account of a matter, as early as it is known; nothing for nothing.

    Only what is approved comes on a list. Lists have the files prefetched.
    """
    if not isinstance(event, Finding) or not event.by_hand or event.is_proven or event.decision == Decision.REJECTED:
        return ""
    when = "补上之前" if event.decision == Decision.APPROVED else "批准后、补上之前"
    return f"直接上榜的事项{UNPROVEN}：{when}，本期不能提请发布"
