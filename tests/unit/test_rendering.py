"""Functions and macros are called by templates as Jinja calls them, which asks each of them for what it wants first."""

from dossier.site.rendering import environment

TEMPLATE = """{% macro strong(text) %}<b>{{ text }}</b>{% endmacro %}
{% macro framed() %}<i>{{ caller() }}</i>{% endmacro %}
{% block part %}
{% for text in texts %}
{{ strong(text) }} {{ told(text, sign='!') }} {% call framed() %}{{ text }}{% endcall %}

{% endfor %}
{% endblock %}
"""


def test_functions_and_macros_get_what_they_are_given_and_escape() -> None:
    shown = environment(False).from_string(TEMPLATE).render(texts=["a&b"], told=lambda text, sign: text + sign)
    assert shown.split() == ["<b>a&amp;b</b>", "a&amp;b!", "<i>a&amp;b</i>"]


def test_no_function_wants_the_context_of_a_template() -> None:
    assert not [name for name, value in environment(False).globals.items() if hasattr(value, "jinja_pass_arg")]
