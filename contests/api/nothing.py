"""What the interface answers where it has no address; it comes after all that are there."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

router = Router()


@router.get("/{path:rest}", include_in_schema=False, url_name="nothing")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Say in the words of the interface that there is no such address."""
    raise Http404("没有这个地址。")
