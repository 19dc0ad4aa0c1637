"""Pages of a PDF as pictures, for browsers that show no PDF inside a page."""

import io

import pypdfium2


def page_picture(pdf: bytes, width: int) -> bytes:
    """Return the first page as PNG, so many pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=width / page.get_width()).to_pil()
    finally:
        document.close()
    held = io.BytesIO()
    picture.save(held, "PNG", optimize=True)
    return held.getvalue()
