"""Where a request came from, as far as it can be trusted."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address of the client: what the outermost trusted proxy wrote down, else the peer's own.

    Every proxy adds the address that it was called from at the end; what stands before that anyone can write.
    """
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    told = hops[-min(settings.TRUSTED_PROXIES, len(hops))] if settings.TRUSTED_PROXIES else ""
    try:
        return str(ip_address(told))
    except ValueError:
        return request.META.get("REMOTE_ADDR") or None
