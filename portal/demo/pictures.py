"""The pictures of the demo, drawn here: an open door with light in it, and the photos of an invented center."""

from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from portal.models import PortalImage

TITLE = "Відчинені двері"
ALT = "Малюнок: відчинені двері будинку в сутінках, з них на доріжку падає тепле світло."
SIZE = (1200, 675)
DUSK, WALL, DOOR, LIGHT, PATH = "#3c1631", "#2c1025", "#5a2449", "#f8cda9", "#8a5a52"


def door() -> PortalImage:
    """Light in an open door."""
    return _picture(TITLE, ALT, _draw, "door.png")


def access(spot: str) -> PortalImage:
    """What a photo of accessibility would show at "street", "entrance" or "toilet" of a training center."""
    title, alt, draw = ACCESS[spot]
    return _picture(title, alt, draw, f"access-{spot}.png")


def _picture(title: str, alt: str, draw: Callable[[], Image.Image], name: str) -> PortalImage:
    """The picture, drawn again where only its row is left."""
    found = PortalImage.objects.filter(title=title).first()
    if found is None:
        return PortalImage.objects.create(
            title=title, alt_text=alt, credit="Малюнок порталу", file=ContentFile(_png(draw), name)
        )
    if not found.file.storage.exists(found.file.name):
        found.file.storage.save(found.file.name, ContentFile(_png(draw)))
    return found


def _png(draw: Callable[[], Image.Image]) -> bytes:
    content = BytesIO()
    draw().save(content, "PNG", optimize=True)
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


def _street() -> Image.Image:
    """A level path from the pavement to a door."""
    picture = Image.new("RGB", SIZE, LIGHT)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 120, 1200, 420), fill=DOOR)
    pen.rectangle((540, 210, 680, 420), fill=DUSK)
    pen.rectangle((0, 420, 1200, 675), fill=PATH)
    pen.polygon([(520, 420), (700, 420), (960, 675), (240, 675)], fill=WALL)
    return picture


def _entrance() -> Image.Image:
    """A wide door without a threshold."""
    picture = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((400, 90, 800, 600), fill=LIGHT)
    pen.rectangle((420, 110, 595, 600), fill=DOOR)
    pen.rectangle((605, 110, 780, 600), fill=DOOR)
    pen.rectangle((0, 600, 1200, 675), fill=PATH)
    return picture


def _toilet() -> Image.Image:
    """A bowl between two grab bars."""
    picture = Image.new("RGB", SIZE, LIGHT)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 560, 1200, 675), fill=PATH)
    pen.rectangle((520, 200, 680, 360), fill="#ffffff", outline=DUSK, width=6)
    pen.ellipse((500, 350, 700, 560), fill="#ffffff", outline=DUSK, width=6)
    for left in (380, 780):
        pen.rectangle((left, 330, left + 40, 370), fill=DUSK)
        pen.rectangle((left, 330, left + 14, 560), fill=DUSK)
    return picture


# What the picture shows: its title, the words in its place, and how it is drawn.
ACCESS: dict[str, tuple[str, str, Callable[[], Image.Image]]] = {
    "street": (
        "Доріжка до дверей",
        "Малюнок: рівна широка доріжка веде від тротуару до дверей без сходинок.",
        _street,
    ),
    "entrance": (
        "Двері без порога",
        "Малюнок: двостулкові двері без порога, перед ними рівна площадка.",
        _entrance,
    ),
    "toilet": (
        "Туалет із поручнями",
        "Малюнок: унітаз, з обох боків якого поручні, поруч багато місця.",
        _toilet,
    ),
}
