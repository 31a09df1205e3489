"""Reading the forms of a page as a browser would send them."""

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse


def fields_of(response: HttpResponse, method: str = "post") -> dict[str, list[str]]:
    """What the forms with `method` send when nobody touches them."""
    fields: dict[str, list[str]] = {}
    for form in BeautifulSoup(response.content, "html.parser").find_all("form"):
        if form.get("method", "get").lower() != method:
            continue
        for control in form.find_all(["input", "textarea", "select"]):
            if name := control.get("name"):
                fields.setdefault(name, []).extend(_values(control))
    return {name: values for name, values in fields.items() if values}


def typed_into(response: HttpResponse, method: str = "post") -> set[str]:
    """The names of what a person types or ticks in the forms with `method`."""
    forms = BeautifulSoup(response.content, "html.parser").find_all("form")
    return {
        control["name"]
        for form in forms
        if form.get("method", "get").lower() == method
        for control in form.find_all(["input", "textarea"])
        if control.get("name") and control.get("type") not in ("hidden", "submit", "file")
    }


def _values(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if control.name == "select":
        options = control.find_all("option")
        chosen = [one for one in options if one.has_attr("selected")]
        if not chosen and not control.has_attr("multiple"):
            chosen = options[:1]
        return [one.get("value", one.get_text()) for one in chosen]
    if control.get("type") in ("radio", "checkbox"):
        return [control.get("value", "on")] if control.has_attr("checked") else []
    return [] if control.get("type") in ("submit", "file") else [control.get("value", "")]
