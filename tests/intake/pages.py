"""Reading the forms of a page as a browser would send them."""

from html.parser import HTMLParser

from django.http import HttpResponse


class _Fields(HTMLParser):
    """What the form with `method` sends when nobody touches it."""

    def __init__(self, method: str) -> None:
        super().__init__()
        self.method, self.inside, self.area = method, False, ""
        self.fields: dict[str, list[str]] = {}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("method") == self.method
        if not self.inside or not given.get("name"):
            return
        if tag == "textarea":
            self.area = given["name"]
            self.fields[self.area] = [""]
        elif tag == "input" and (
            given.get("type") not in ("radio", "checkbox", "submit") or "checked" in given
        ):
            unsaid = "on" if given.get("type") in ("radio", "checkbox") else ""
            self.fields.setdefault(given["name"], []).append(given.get("value", unsaid) or "")

    def handle_data(self, data):
        if self.area:
            self.fields[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.fields[self.area][0] = self.fields[self.area][0].removeprefix("\n")
            self.area = ""
        if tag == "form":
            self.inside = False


def fields_of(response: HttpResponse, method: str = "post") -> dict[str, list[str]]:
    parser = _Fields(method)
    parser.feed(response.content.decode())
    return parser.fields
