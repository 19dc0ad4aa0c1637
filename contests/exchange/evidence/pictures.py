"""A picture: opened, decoded, drawn anew in small, and looked through for what else it might be."""

import io
import re
import struct
import zipfile

import pillow_heif
from PIL import Image, ImageFile, ImageOps

from contests.errors import EvidenceError

pillow_heif.register_heif_opener()

# Phones make at most 50 million; decoding costs three bytes for each.
PIXELS = 60_000_000
THUMBNAIL = 480
BROKEN = (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError, struct.error, OverflowError)
# What a browser, or a reader of documents, could take a picture for: it stands at either end.
EDGE = 4096
MARKUP = re.compile(rb"<(?:script|html|svg|iframe|body|!doctype html|\?php)|%PDF-", re.IGNORECASE)
WRONG = "图片损坏或不完整，打不开"


def check_picture(data: bytes, form: str) -> bytes:
    """Return a thumbnail (JPEG) of a picture of this form. Raises EvidenceError."""
    _refuse_double(data)
    # What draws the posters tells Pillow, in the same process, to make do with half a picture.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        # A photo with a second picture in it, as some phones make, is told from a plain one by Pillow.
        with Image.open(io.BytesIO(data), formats=["JPEG", "MPO"] if form == "JPEG" else [form]) as picture:
            if picture.width * picture.height > PIXELS:
                raise EvidenceError(_large(picture.width, picture.height))
            return _thumbnail(picture)
    except Image.DecompressionBombError as error:
        raise EvidenceError("图片过大，请缩小到 6000 万像素以内再传") from error
    except BROKEN as error:
        raise EvidenceError(WRONG) from error


def _large(width: int, height: int) -> str:
    return f"图片过大（{width}×{height}），请缩小到 {PIXELS // 10_000} 万像素以内再传"


def _thumbnail(picture: Image.Image) -> bytes:
    """Return the picture in small: upright, on white, with nothing of what the camera wrote beside it."""
    picture.draft("RGB", (2 * THUMBNAIL, 2 * THUMBNAIL))
    picture.load()
    picture.thumbnail((THUMBNAIL, THUMBNAIL))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    small = io.BytesIO()
    clean.save(small, "JPEG", quality=80)
    return small.getvalue()


def _refuse_double(data: bytes) -> None:
    if MARKUP.search(data[:EDGE]) or MARKUP.search(data[-EDGE:]):
        raise EvidenceError("图片里混有网页或其他文件的内容，拒绝接收")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            hidden = bool(archive.namelist())
    except (zipfile.BadZipFile, *BROKEN):
        return
    if hidden:
        raise EvidenceError("图片里混有压缩包，拒绝接收")
