"""Every named address of the site, read from the URLconf."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Libraries' own addresses, and those of the program that offers its documentation.
OTHERS = ("admin", "api-1.0.0")


def names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Yield the names of the addresses, each with its namespace."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def parameters(name: str) -> list[set[str]]:
    """Return the parameters of an address, one set for each way in which it can be written."""
    *spaces, last = name.split(":")
    resolver = get_resolver()
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return [set(found) for _, found in resolver.reverse_dict.getlist(last)[0][0]]
