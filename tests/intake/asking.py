"""The request form as a person fills it in."""

from tests.forms import fields_of

URL, DONE = "/uk/request/", "/uk/request/done/"
AT_LVIV = {"lat": "49.84", "lon": "24.03"}
NAME, CONTACT = "Олена Прихована", "067 123 45 67"
WHEN, TEXT = "після шостої вечора", "Дуже важко.\nНе знаю, що робити & чекаю <відповіді>."
TYPED = {
    "name": NAME, "contact": CONTACT, "safe": "write_only", "need": "talk", "when": WHEN, "text": TEXT,
    "consent": "on",
}  # fmt: skip


def opened(client, **params):
    """What the form of step 2 would send, untouched."""
    response = client.get(URL, params)
    assert response.status_code == 200
    return fields_of(response)


def sent(client, fields, **typed):
    return client.post(URL, {**fields, **TYPED, **typed})


def kept(response, **typed):
    """Whether all that was typed stands in the form again."""
    fields = fields_of(response)
    expected = {**TYPED, **typed}
    return {name: fields.get(name, [""])[0] for name in expected} == expected
