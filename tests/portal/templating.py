"""Templates as pages use them."""

from django.template import engines


def render(source: str, request=None, **context) -> str:
    return engines["django"].from_string("{% load portal_tags %}" + source).render(context, request)


def include(component: str, request=None, **context) -> str:
    """The component as pages include it: with nothing but what it is given."""
    given = " ".join(f"{name}={name}" for name in context)
    return render(f'{{% include "components/{component}" with {given} only %}}', request, **context)
