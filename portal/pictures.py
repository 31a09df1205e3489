"""What cameras and programs write into pictures beside the picture: who took it, where and when."""

from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

# What a picture needs to look as it does; everything else in it is about people.
NEEDED = frozenset({"icc_profile", "transparency"})
HARMLESS = frozenset(
    {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "adobe",
        "adobe_transform",
        "progressive",
        "progression",
    }
    | {"dpi", "gamma", "srgb", "chromaticity", "aspect", "interlace", "background", "version", "extension"}
    | {"duration", "loop", "timestamp", "default_image"}
)
QUALITY = 92


def without_metadata(file: File) -> File:
    """The same picture, turned the right way up, without what its maker wrote into it; itself when that is nothing.

    Of an animation that holds such things the first frame is left.
    """
    file.seek(0)
    picture = Image.open(file)
    if not picture.getexif() and set(picture.info) <= NEEDED | HARMLESS:
        file.seek(0)
        return file
    clean = ImageOps.exif_transpose(picture).copy()
    clean.info = {name: value for name, value in picture.info.items() if name in NEEDED}
    content = BytesIO()
    clean.save(content, picture.format, quality=QUALITY, icc_profile=clean.info.get("icc_profile"))
    return ContentFile(content.getvalue(), name=file.name)
