"""Parameters of the address that an operation does not have: a slip in a name must not pass for an answer to it."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja.errors import ValidationError

# Neither is a parameter of the address: who asks, and the body.
OTHERS = {"request", "payload"}


def known_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return an operation that refuses parameters which it does not have; where there is no address they are no matter.

    Raises ValidationError.
    """
    taken = [name for name in inspect.signature(view).parameters if name not in OTHERS]

    @functools.wraps(view)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> Any:
        match = request.resolver_match
        assert match is not None
        known = [name for name in taken if name not in match.kwargs]
        if match.url_name != "nothing" and (unknown := [name for name in request.GET if name not in known]):
            says = f"没有这个参数，可用的有：{'、'.join(known)}" if known else "没有这个参数，这里不用参数"
            raise ValidationError([{"loc": ("query", name), "msg": says} for name in unknown])
        return view(request, *args, **values)

    return checked
