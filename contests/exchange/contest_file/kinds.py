"""The kinds of values that a contest file is written with."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from contests.scoring.decimals import plain

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
# No control characters: they cannot be seen, and PostgreSQL refuses the first of them.
TEXT = r"^[^\x00-\x1f\x7f]*$"
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=TEXT)]
LongName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=TEXT)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20, pattern=TEXT)]
# Written as people write it, 0.50 as 0.5: rules are compared and shown as text.
Figure = Annotated[
    Decimal,
    Field(max_digits=15, decimal_places=4, allow_inf_nan=False),
    AfterValidator(lambda figure: Decimal(plain(figure))),
]
Positive = Annotated[Figure, Field(gt=0)]
Weight = Annotated[Figure, Field(ge=0)]


class Part(BaseModel):
    """A part of the file: what is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)
