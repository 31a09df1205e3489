"""Tags and filters that every template may use; what they know lives in modules of its own."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page as ListPage
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    Token,
    token_kwargs,
)
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from portal import languages, menu, typography

register = template.Library()


# --- Parts of the frame -------------------------------------------------------------------------------------


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file, also where no manifest was made: for pages that must not fail."""
    try:
        return _address(path) if not settings.DEBUG else static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


_address = lru_cache(maxsize=256)(static)  # of a running site; while it is being written, files change


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A drawing of static/img/icons.svg; it says nothing alone, so words stand beside it."""
    return _icon(asset("img/icons.svg"), name, f"i {css}".strip())


@lru_cache(maxsize=512)
def _icon(drawings: str, name: str, css: str) -> SafeString:
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, drawings, name)


@register.simple_tag
def partial(template: str, **values: Hashable) -> SafeString:
    """A template that is given `values` and nothing else. With the same ones it is not rendered twice in a language.

    For what stands in a page many times: everything that it says must follow from them.
    """
    return partials()(template, **values)


def partials() -> Callable[..., SafeString]:
    """`partial` for whoever needs many of them at once, in the language of now."""
    rendered = _rendered.__wrapped__ if settings.DEBUG else _rendered  # where templates are being written
    language = get_language()
    return lambda template, **values: rendered(template, language, tuple(values.items()))


@lru_cache(maxsize=8192)
def _rendered(template: str, language: str | None, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return mark_safe(get_template(template).render(dict(values)))  # noqa: S308  # a template escapes


class KeptNode(Node):
    MOST = 64  # renderings of one place in a template
    child_nodelists = ()  # no block of a page is in there: {% extends %} need not look for one each time

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self._made: dict[Hashable, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        values = {name: expression.resolve(context) for name, expression in self.values.items()}
        key = (get_language(), *values.values())
        made = self._made.get(key)
        if made is None or settings.DEBUG:
            if len(self._made) >= self.MOST:
                self._made.clear()
            made = self._made[key] = self.nodelist.render(context.new(values))
        return made


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """{% kept name=value … %}…{% endkept %}: what is inside sees these values and nothing else of the page.

    With the same ones it is not rendered twice in a language, so that everything it says must follow from them.
    """
    _tag, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError("“kept” takes values with names.")
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(inside, values)


@register.simple_tag(takes_context=True)
def site_menu(context: template.Context) -> menu.Menu:
    request = context.get("request")
    return menu.build(request.path if request else "")


@register.simple_tag(takes_context=True)
def language_links(context: template.Context, *, home: bool = False) -> list[languages.Link]:
    return languages.links(context.get("request"), context.get("page"), home=home)


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """The address for search engines: without the query, but for the number of a plain list's page."""
    request = context.get("request")
    if request is None:
        return ""
    page = request.GET.get("page", "")
    kept = f"?{urlencode({'page': page})}" if page.isdecimal() and len(request.GET) == 1 else ""
    return f"{settings.SITE_URL}{request.path}{kept}"


@register.simple_tag(takes_context=True)
def page_crumbs(context: template.Context, page: Page) -> list[dict[str, str]]:
    """The pages above `page` but the home page, topmost first, as {title, url}; one query."""
    request = context.get("request")
    return [
        {"title": above.title, "url": above.get_url(request)}
        for above in page.get_ancestors().filter(depth__gt=2).live()
    ]


# --- Text ---------------------------------------------------------------------------------------------------


@register.filter(needs_autoescape=True)
def typo(value: Any, autoescape: bool = True) -> SafeString:
    """No-break spaces by the rules of Ukrainian; plain text is escaped, ready markup keeps its tags."""
    if isinstance(value, SafeData) or hasattr(value, "__html__"):  # Wagtail's rich text only has the latter
        return mark_safe(typography.bind_html(value.__html__()))  # noqa: S308  # was safe before
    text = typography.bind(str(value))
    return conditional_escape(text) if autoescape else mark_safe(text)  # noqa: S308  # as the template asks


@register.filter
def km(distance: float | None, approximate: Any = False) -> str:
    """«1,4 км», or «≈ 34 км» when `approximate`; "" for None, for which the caller has words."""
    return "" if distance is None else typography.kilometres(distance, approximate=bool(approximate))


@register.filter
def phone(number: Any) -> str:
    return typography.phone(str(number))


@register.filter
def phone_href(number: Any) -> str:
    """For href: «tel:» and what a telephone dials."""
    return f"tel:{typography.phone_digits(str(number))}"


@register.filter(expects_localtime=True)
def day(value: date | datetime | None, form: str = "") -> str:
    """«24 листопада 2026»; `form`: "short", "week", "time", "now". "" for None."""
    return typography.day(value, form) if value else ""


# --- Lists and forms ----------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def query_to_page(context: template.Context) -> str:
    """The query of this very list up to the number of the page: «?q=Львів&page=»."""
    params = context.request.GET  # type: ignore[attr-defined]  # as {% querystring %}: an include takes the rest away
    kept = [(name, value) for name, values in params.lists() if name != "page" for value in values]
    return f"?{urlencode([*kept, ('page', '')])}"


@register.filter
def steps(page: ListPage) -> list[dict[str, str]]:
    """The page numbers worth a link, as {kind, text}: `here` is this page, a `gap` stands for the rest."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        {
            "kind": "here" if number == page.number else "link" if isinstance(number, int) else "gap",
            "text": str(number),
        }
        for number in numbers
    ]


@register.filter
def item(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    return (mapping or {}).get(key, "")


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's input in the look of the site; Django brings aria-describedby and aria-invalid."""
    plain = isinstance(field.field.widget, CheckboxInput | FileInput)
    css = f"input {field.field.widget.attrs.get('class', '')}".strip()
    return field.as_widget(attrs={} if plain else {"class": css})


@register.filter
def shape(field: BoundField) -> str:
    """How a field is laid out: "group" of choices, one "check" box, or a "line"."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, CheckboxInput) else "line"


@register.filter
def focus_id(field: BoundField) -> str:
    """The id that a link to the field leads to: its input, or the first choice of a group."""
    return f"{field.auto_id}_0" if shape(field) == "group" else field.id_for_label


@register.filter
def minutes(seconds: Any) -> int:
    """Whole minutes that are not shorter than `seconds`, at least one."""
    return max(1, -(-int(seconds) // 60))
