"""Pictures that say in words what they show."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from portal.pictures import without_metadata


class PortalImage(AbstractImage):
    """A picture with the text that is read in its place."""

    alt_text = models.CharField(
        _("text in place of the picture"),
        max_length=250,
        help_text=_("What does the picture show? People who can't see it hear this sentence."),
    )
    credit = models.CharField(_("author or source"), max_length=200, blank=True)

    admin_form_fields = (
        "title", "file", "alt_text", "description", "credit", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    def save(self, *args: Any, **kwargs: Any) -> None:
        upload: Any = self.file  # type: ignore[has-type]  # Wagtail's
        if upload and not upload._committed:  # it is new
            self.file = without_metadata(upload.file)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    @property
    def default_alt_text(self) -> str:
        return self.alt_text


class PortalRendition(AbstractRendition):
    """A picture at one of the sizes that pages use."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
