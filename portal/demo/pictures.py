"""The one picture of the demo, drawn here: an open door with light in it."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from portal.models import PortalImage

TITLE = "Відчинені двері"
ALT = "Малюнок: відчинені двері будинку в сутінках, з них на доріжку падає тепле світло."
SIZE = (1200, 675)
DUSK, WALL, DOOR, LIGHT, PATH = "#3c1631", "#2c1025", "#5a2449", "#f8cda9", "#8a5a52"


def door() -> PortalImage:
    """The picture, drawn again where only its row is left."""
    found = PortalImage.objects.filter(title=TITLE).first()
    if found is None:
        return PortalImage.objects.create(
            title=TITLE, alt_text=ALT, credit="Малюнок порталу", file=ContentFile(_png(), "door.png")
        )
    if not found.file.storage.exists(found.file.name):
        found.file.storage.save(found.file.name, ContentFile(_png()))
    return found


def _png() -> bytes:
    content = BytesIO()
    _draw().save(content, "PNG", optimize=True)
    return content.getvalue()


def _draw() -> Image.Image:
    picture = Image.new("RGB", SIZE, DUSK)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((260, 90, 940, 560), fill=WALL)
    pen.polygon([(220, 90), (600, -40), (980, 90)], fill=WALL)
    pen.polygon([(510, 560), (690, 560), (900, 675), (300, 675)], fill=PATH)
    pen.rectangle((510, 210, 690, 560), fill=LIGHT)
    pen.polygon([(690, 210), (770, 180), (770, 600), (690, 560)], fill=DOOR)
    for left in (330, 790):
        pen.rectangle((left, 250, left + 80, 350), fill=DUSK)
    return picture
