"""Under which terms all of it is given, said in every file."""

from django.conf import settings

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_LINK = f'<{LICENCE}>; rel="license"'  # a header
LICENCE_NAME = "CC BY 4.0"
PUBLISHER = "Міністерство соціальної політики, сім’ї та єдності України"


def attribution(changed: str = "changed") -> str:
    """Whom to name: the portal for what is recorded of centers, GeoNames for points and names of places.

    A page says `changed` in its own language; the files are the same for all.
    """
    return f"{PUBLISHER}, {settings.SITE_URL}; GeoNames (geonames.org, CC BY 4.0, {changed}); КАТОТТГ"
