"""Where a hidden center stands is in no answer of the API."""

import pytest
from django.test import Client

from tests.directory.asking import get
from tests.directory.secret import secret_center
from tests.factories import CenterPageFactory, community, oblast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("switch", ["center", "community", "oblast"])
def test_where_a_hidden_center_stands_is_in_no_answer(switch: str) -> None:
    center, rohatyn = secret_center(switch, taking_requests=True)
    addresses = [
        "centers/secret",
        "centers",
        "centers?status=any&unknown=1",
        "centers/nearest?lat=49.5&lon=24.7",
        "centers/suitable?lat=49.5&lon=24.7",
        "centers/suitable?chosen=secret",
    ]

    for address in addresses:
        response = Client().get(f"/api/v1/{address}")
        said = response.content.decode()
        assert response.status_code == 200, said
        for trace in ("Таємна", "Схованка", "двору", "маршрутка", "512345", "712345", center.settlement.code):
            assert trace not in said, (address, trace)
    said = get("centers/secret")
    assert (said["hidden"], said["address"], said["precision"]) == (True, None, "community")
    assert (said["lat"], said["lon"]) == (rohatyn.latitude, rohatyn.longitude)
    assert center.latitude != said["lat"]


def test_a_switch_turned_on_over_a_center_is_obeyed_before_anything_is_derived_again() -> None:
    region = oblast()
    rohatyn = community(oblast=region)
    CenterPageFactory(slug="one", communities=[rohatyn], street="вул. Таємна, 7")
    type(rohatyn).objects.filter(pk=rohatyn.pk).update(hide_centers=True)

    said = get("centers/one")

    assert (said["hidden"], said["address"], said["lat"]) == (True, None, rohatyn.latitude)
