"""What the API gives and takes, as its OpenAPI document describes it. Scores are decimal texts, as published."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, GetJsonSchemaHandler, StrictInt, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

MOST_ROWS = 2_000

Word = Annotated[str, StringConstraints(strict=True, max_length=100)]
Note = Annotated[str, StringConstraints(strict=True, max_length=1_000)]
# A number, or the text that stands in the cell of a file: 85.5, "优秀", "18；19；17", "不适用".
Cell = StrictInt | Annotated[float, Field(strict=True, allow_inf_nan=False)] | Note | None


class Described(Schema):
    """What is described in the document by what it `says`: whoever reads that reads Chinese."""

    says: ClassVar[str]

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON schema."""
        schema = handler(core_schema)
        handler.resolve_ref_schema(schema)["description"] = cls.says
        return schema


class IssueOut(Described):
    """One issue (第N期), in the words it was released with."""

    says: ClassVar[str] = "一期（第N期），用发布时的原话。"

    number: int
    name: str
    is_sample: bool
    score_label: str
    cadence: str
    period: str
    period_label: str
    released_at: datetime
    sha256: str
    corrects: int | None
    corrected_by: int | None
    kind: Literal["ranking", "recall"]
    recalled_by: int | None


class ReleaseOut(IssueOut):
    """One issue with its document; what is no longer public of a black list is left out, and `is_whole` false."""

    says: ClassVar[str] = "一期和它的全文（payload）；黑榜、更正时引述的原黑榜过了公示期即略去，is_whole 为 false。"

    is_whole: bool
    payload: dict[str, Any]


class ContestOut(Described):
    """A contest and its newest issue, in whose words it is described once there is one."""

    says: ClassVar[str] = "一项竞赛和它的最新一期；已发布过的，名称等用最新一期的原话。"

    slug: str
    name: str
    publisher: str
    is_sample: bool
    score_label: str
    newest: IssueOut | None


class StandingOut(Described):
    """A row of an issue; without a rank there is a reason."""

    says: ClassVar[str] = "一个名次；没有名次的写明原因（not_ranked_reason）。得分（score）是文本，与发布的一致。"

    entrant: str
    name: str
    division: str
    scope: str
    score: str | None
    rank: int | None
    tied: bool
    grade: str
    not_ranked_reason: str
    previous_rank: int | None


class StandingsOut(Described):
    """Standings of an issue: `count` is how many there are, `standings` those from `offset` on."""

    says: ClassVar[str] = "一期的名次：count 为总数，standings 为从 offset 起的一段。"

    number: int
    period: str
    sha256: str
    is_sample: bool
    count: int
    offset: int
    standings: list[StandingOut]


class LineOut(Described):
    """A line of a score sheet; `points` are none where the criterion does not count."""

    says: ClassVar[str] = "得分明细的一行；不计分的指标没有得分（points 为 null）。"

    name: str
    full_marks: str
    weight: str
    rule: str
    formula: str
    points: str | None
    adjustment: str


class PartOut(Described):
    """A dimension or the total of a score sheet."""

    says: ClassVar[str] = "得分明细中的一个维度，或总分。"

    code: str
    name: str
    score: str | None
    rank: int | None
    tied: bool
    grade: str
    not_ranked_reason: str
    lines: list[LineOut]


class SheetOut(Described):
    """Why an entrant has its place in an issue."""

    says: ClassVar[str] = "一个参赛单位在一期中的得分明细。"

    number: int
    period: str
    sha256: str
    entrant: str
    name: str
    division: str
    rounding: str
    parts: list[PartOut]
    total: PartOut


class RowIn(Described):
    """A figure, written as a row of a ratings file would be: codes or names, and what the method needs."""

    says: ClassVar[str] = "一条数据，与填报文件的一行相同：期次、单位、指标写代码或名称，再写计分方法所需的值。"

    model_config = ConfigDict(extra="forbid")

    period: Word
    entrant: Word
    criterion: Word
    value: Cell = None
    target: Cell = None
    note: Note = ""


class RatingsIn(Described):
    """Figures that are stored all together or not at all."""

    says: ClassVar[str] = "要推送的数据，要么全部保存，要么一条也不保存。"

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[list[RowIn], Field(min_length=1, max_length=MOST_ROWS)]


class StoredOut(Described):
    """How many figures were new, changed and left as they were; all of them wait for approval."""

    says: ClassVar[str] = "新增、改动、未变的各多少条；都待审核。"

    new: int
    changed: int
    unchanged: int


class FaultOut(Described):
    """One fault: the row counted from 1 (0: of the whole request), its field, what was found, what was expected."""

    says: ClassVar[str] = "一处错误：第几条（从 1 起；0 为整个请求）、哪个字段、写的是什么、应为什么。"

    row: int
    field: str
    found: str
    expected: str


class Faults(Described):
    """Every fault at once; nothing was stored."""

    says: ClassVar[str] = "全部错误；推送的数据一条也没有保存。"

    detail: str
    faults: list[FaultOut]


class Problem(Described):
    """Why there is no answer."""

    says: ClassVar[str] = "没有结果的原因。"

    detail: str


class Recalled(Described):
    """Why there is no answer any more: issue `recalled` was taken back by `recalled_by`."""

    says: ClassVar[str] = "不再提供的原因：第 recalled 期由第 recalled_by 期撤回。"

    detail: str
    recalled: int
    recalled_by: int
    recalled_at: datetime
    reason: str
    released_again_as: int | None
