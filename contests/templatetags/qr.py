"""Addresses to be photographed."""

import segno
from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def qr(address: str) -> SafeString:
    """Return a QR code of an address as an SVG element, with the quiet zone that the standard asks for."""
    code = segno.make(address, error="m", micro=False)
    # Only squares come out of it, none of the characters that went in.
    return SafeString(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr"))
