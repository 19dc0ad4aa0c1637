"""The kinds of values that a contest file is written with."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from contests.exchange.contest_file.unread import UNREAD
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


# The context in which a part is read with gaps, so that the rest of a faulty file can be judged.
WITH_GAPS = {"gaps": True}


class Part(BaseModel):
    """A part of the file: what is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def leave_gaps(cls, values: Any, info: ValidationInfo) -> Any:
        """Put a gap for what is missing; beside a name that is not known, also for what may have been meant by it."""
        if not info.context or not isinstance(values, dict):
            return values
        fields = cls.model_fields
        misspelt = not values.keys() <= fields.keys()
        wanted = (name for name, field in fields.items() if name in values or misspelt or field.is_required())
        return {name: values.get(name, UNREAD) for name in wanted}

    @field_validator("*", mode="wrap")
    @classmethod
    def leave_gap(cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Return the value; a gap for one that cannot be read."""
        if not info.context:
            return read(value)
        try:
            return value if value is UNREAD else read(value)
        except ValidationError:
            return UNREAD
