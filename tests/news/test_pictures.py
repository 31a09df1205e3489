"""What people upload, and what of it readers get."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.images.forms import get_image_form

from portal.models import PortalImage
from tests.news.factories import NewsPageFactory, PartnerPageFactory, picture

pytestmark = pytest.mark.django_db


def exif() -> Image.Exif:
    """What a telephone writes into a photograph: its owner and where it was taken."""
    tags = Image.Exif()
    tags[0x0112] = 6  # Orientation: on its side
    tags[0x013B] = "Olena Petrenko"  # Artist
    tags.get_ifd(0x8825)[2] = (49.0, 50.0, 24.0)  # GPSLatitude
    return tags


def camera(format_: str) -> ContentFile:
    """A photograph on its side, as a telephone writes it."""
    content = BytesIO()
    photo = Image.new("RGB", (60, 40), "#3c1631")
    text = PngInfo()
    text.add_text("Author", "Olena Petrenko")
    photo.save(content, format_, exif=exif(), pnginfo=text, comment=b"Olena Petrenko")
    assert b"Olena Petrenko" in content.getvalue()
    return ContentFile(content.getvalue(), name=f"photo.{format_.lower()}")


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_pictures_are_kept_and_shown_without_who_and_where(client, format_):
    image = PortalImage.objects.create(title="Ґанок", file=camera(format_), alt_text="Ґанок")
    client.get(NewsPageFactory(picture=image, body=[("picture", image)]).url)
    client.get(PartnerPageFactory(logo=image).url)

    files = [image.file, *(one.file for one in image.renditions.all())]

    assert {Image.open(file).format for file in files} == {"JPEG", "WEBP", "PNG"}
    for file in files:
        file.seek(0)
        assert b"Olena" not in file.read()
        assert not Image.open(file).getexif()
        assert file.width < file.height  # it was turned the right way up
    assert (image.width, image.height) == (40, 60)
    assert image.file_size == image.file.size


def test_a_picture_that_says_nothing_stays_as_it_is():
    content = jpeg()
    image = PortalImage.objects.create(title="x", file=ContentFile(content, name="plain.jpg"), alt_text="x")

    assert image.file.read() == content


def test_what_was_uploaded_is_not_served(client):
    image = picture()

    assert client.get(f"/media/{image.file.name}").status_code == 404
    for page in (NewsPageFactory(picture=image), PartnerPageFactory(logo=image)):
        assert image.file.name not in client.get(page.url).content.decode()


def upload(content: bytes, name: str = "photo.jpg", alt_text: str = "Ґанок"):
    file = SimpleUploadedFile(name, content)
    return get_image_form(PortalImage)(
        {"title": "Ґанок", "alt_text": alt_text, "collection": 1}, {"file": file}
    )


def jpeg(size: tuple[int, int] = (10, 10)) -> bytes:
    content = BytesIO()
    Image.new("1", size).convert("L").save(content, "JPEG", quality=1)
    return content.getvalue()


def test_a_picture_needs_words_in_its_place():
    assert "alt_text" not in upload(jpeg()).errors
    assert "alt_text" in upload(jpeg(), alt_text="").errors


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg onload='alert(1)'/>", "drawing.svg"),
        (b"<script>alert(1)</script>", "photo.jpg"),
        (b"%PDF-1.7", "photo.png"),
        (b"", "photo.jpg"),
    ],
)
def test_what_is_no_picture_is_refused(content, name):
    assert "file" in upload(content, name).errors


def test_pictures_that_are_too_large_are_refused(settings):
    assert "file" not in upload(jpeg()).errors
    assert "file" in upload(jpeg() + b"\0" * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE).errors
    assert "file" in upload(jpeg((8_000, 5_001))).errors


def test_a_link_that_runs_a_script_does_not_survive_saving(client):
    written = """{"blocks": [{"key": "a", "text": "тут і там", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 3, "key": 0}, {"offset": 6, "length": 3, "key": 1}]}], "entityMap": {
        "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}},
        "1": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://example.org/"}}}}"""
    html = ContentstateConverter(features=["link"]).to_database_format(written)
    article = NewsPageFactory(body=[("text", html)])

    shown = Client().get(article.url).content.decode()

    assert "javascript:" not in shown
    assert 'href="https://example.org/"' in shown
