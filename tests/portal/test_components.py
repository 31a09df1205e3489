"""Components of every page, and pages of trouble."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tests.portal.templating import include


class ProbeForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(label="Як до вас звертатися?", help_text="Ім’я")
    safe = forms.ChoiceField(label="Як безпечно?", choices=[("a", "А"), ("b", "Б")], widget=forms.RadioSelect)
    consent = forms.BooleanField(label="Згода", help_text="Версія 1")


def test_a_field_is_tied_to_its_label_hint_and_error():
    html = include("field.html", field=ProbeForm({})["name"])
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'class="input"' in html


def test_choices_are_a_group_with_a_legend_and_hints():
    html = include("field.html", field=ProbeForm({})["safe"], hints={"b": "дрібно"})
    assert html.count("<legend>") == 1
    assert html.count('type="radio"') == 2
    assert '<fieldset class="field field--bad" aria-describedby="id_safe_error">' in html
    assert html.count("<small>") == 1
    assert "checked" not in html


def test_every_error_links_to_something_that_is_there():
    form = ProbeForm({})
    page = include("error_summary.html", form=form, title="Виправте") + "".join(
        include("field.html", field=field) for field in form
    )
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == 3
    assert all(f'id="{target}"' in page for target in targets)


def test_what_is_kept_follows_from_its_values_and_the_language_alone():
    source = "{% load i18n portal_tags %}{% kept one=one %}{% translate 'Menu' %} {{ one }}{{ other }}{% endkept %}"
    part = engines["django"].from_string(source)
    with translation.override("en"):
        assert part.render({"one": "<a>", "other": "b"}) == part.render({"one": "<a>"}) == "Menu &lt;a&gt;"
        assert part.render({"one": "c"}) == "Menu c"
    with translation.override("uk"):
        assert part.render({"one": "c"}) == "Меню c"


def test_the_pager_keeps_parameters():
    request = RequestFactory().get("/uk/centers/?q=a%26b&service=x&service=y&page=4")
    html = include("pager.html", request, page=Paginator(range(200), 20).page(4))
    assert 'href="?q=a%26b&amp;service=x&amp;service=y&amp;page=5"' in html
    assert '<span aria-current="page">4</span>' in html


def test_what_people_wrote_is_escaped_in_every_component():
    evil = "<img src=x onerror=alert(1)>"
    page = (
        include("notice.html", title=evil, text=evil)
        + include("badge.html", kind="open", text=evil)
        + include("breadcrumbs.html", crumbs=[{"title": evil, "url": '"><script>'}], current=evil)
        + include(
            "crisis.html",
            lines=[{"number": evil, "label": evil, "when": evil, "whom": evil, "href": "tel:1"}],
        )
    )
    assert "<img" not in page
    assert "<script" not in page


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_last_pages_need_neither_database_nor_request(name):
    html = render_to_string(name)
    assert 'lang="uk"' in html
    assert 'lang="en"' in html
    assert 'href="tel:112"' in html


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "429.html"])
@pytest.mark.parametrize(
    "request_", [None, RequestFactory().get("/uk/nowhere/?a=b")], ids=["bare", "request"]
)
def test_a_page_of_trouble_says_what_to_do(name, request_, home):
    html = render_to_string(name, {"retry_after": 61}, request_)
    assert 'href="tel:112"' in html
    assert "noindex" in html
    assert "hreflang" in html
