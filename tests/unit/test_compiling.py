"""Templates compiled by our compiler say what they say when Jinja's own compiles them."""

from __future__ import annotations

from typing import Any

import pytest
from dossier.site.compiling import Templates
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

MACROS = """
{% macro row(a, b='>') %}{{ a }}{{ b }}{% endmacro %}
{% macro box(a) %}[{{ a }}{{ caller() }}]{% endmacro %}
"""


def joined(*texts: Any, **named: Any) -> str:
    """Return what a function was called with."""
    return ", ".join([*map(str, texts), *(f"{name}={value}" for name, value in named.items())])


def filled(kind: type[Environment], template: str) -> str:
    """Return a template filled by an environment of some kind."""
    loader = DictLoader({"page": template, "macros": MACROS})
    environment = kind(loader=loader, autoescape=True, undefined=StrictUndefined)
    values = {"f": joined, "text": "<b>&'", "html": Markup("<i>"), "list": [1, 2], "map": {"one": "<"}, "none": None}
    return environment.get_template("page").render(values)


@pytest.mark.parametrize(
    "template",
    [
        "{{ text }} {{ html }} {{ 3 }} {{ none }} {{ '<' }}",
        "{{ f() }} {{ f(text) }} {{ f(text, html, b=text) }}",
        "{{ f(text, *list) }} {{ f(*list, b=1) }} {{ f(*list, **map) }} {{ f(b=2, **map) }}",
        "{% for one in list %}{{ f(one, loop.index, last=loop.last) }}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{% import 'macros' as m %}{{ m.row(text) }}{{ m.row(html, b=text) }}{{ f(m.row(1)) }}",
        "{% from 'macros' import box %}{% call box(text) %}{{ text }}{% endcall %}",
        "{% block one %}{{ f(text) }}{% endblock %}{{ self.one() }}{% set it %}{{ text }}{% endset %}{{ f(it) }}",
    ],
)
def test_a_template_says_the_same(template: str) -> None:
    assert filled(Templates, template) == filled(Environment, template)


@pytest.mark.parametrize("template", ["{{ missing }}", "{{ missing() }}", "{{ map.two }}"])
def test_a_name_that_is_not_known_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError):
        filled(Templates, template)


def test_what_was_parsed_is_compiled_once_and_forgotten() -> None:
    environment = Templates(autoescape=True)
    environment.parse("{{ 1 }}")
    assert [*environment.parsed] == ["{{ 1 }}"]
    assert environment.from_string("{{ 1 }}").render() == "1"
    assert environment.from_string("{{ 2 }}").render() == "2"
    assert not environment.parsed
