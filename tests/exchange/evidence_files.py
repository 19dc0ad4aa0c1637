"""Files as people send them in for evidence, and as others would."""

import io
import struct
import zipfile
import zlib

import pillow_heif
from openpyxl import Workbook
from PIL import Image

pillow_heif.register_heif_opener()

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def picture(form="JPEG", size=(60, 40), **options):
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, form, **options)
    return file.getvalue()


def phone_photo(size=(800, 600)):
    """A photo as a phone makes it: lying on its side, with the place and the maker written beside it."""
    photo = Image.new("RGB", size, "blue")
    photo.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = photo.getexif()
    exif[ORIENTATION] = 6
    exif[MAKE] = "Phone"
    exif.get_ifd(GPS)[2] = (27.0, 49.0, 0.0)
    file = io.BytesIO()
    photo.save(file, "JPEG", exif=exif, comment=b"secret")
    return file.getvalue()


def office_file(main, name="word/document.xml", **members):
    """An Office file of a main type, with other members by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        part = f'<Override PartName="/{name}" ContentType="{main}"/>'
        archive.writestr("[Content_Types].xml", f'<?xml version="1.0"?><Types>{part}</Types>')
        archive.writestr(name, "<document/>")
        for inner, content in members.items():
            archive.writestr(inner, content)
    return file.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def docx(**members):
    return office_file(WORD, **members)


def xlsx():
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def archive(name="a.txt", content=b"x"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return file.getvalue()


def huge_png(side):
    """A picture of one colour whose decoding would fill the memory, in few bytes."""
    file = io.BytesIO()
    Image.new("1", (8, 8)).save(file, "PNG")
    data = bytearray(file.getvalue())
    head = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    data[16 : 16 + 13] = head
    data[29:33] = struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return bytes(data)
