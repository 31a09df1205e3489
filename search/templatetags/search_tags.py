"""The search box for other pages."""

from django import template

register = template.Library()


@register.inclusion_tag("search/_search_line.html")
def geosearch_form(hint: str = "", button: str = "btn") -> dict[str, str]:
    """A whole form: the box, «find», «near me». `hint` stands under the label; `button`: css of «near me»."""
    return {"hint": hint, "button": button}
