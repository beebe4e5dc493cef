"""The design system's macros, kept after their first rendering."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from people.design import nhs as module
from people.design.nhs import Typed, nhs


def test_equal_arguments_are_rendered_once() -> None:
    module._rendered.cache_clear()
    first = nhs.button({"text": "Save"})
    second = nhs.button({"text": "Save"})

    assert first == second
    assert module._rendered.cache_info().misses == 1


def test_what_is_typed_is_escaped_and_not_kept() -> None:
    module._rendered.cache_clear()
    params = {"name": "why", "label": {"text": "Why"}}
    pages = [nhs.input({**params, "value": Typed(text)}) for text in ('"><b>', "plain")]

    assert 'value="&#34;&gt;&lt;b&gt;"' in pages[0]
    assert 'value="plain"' in pages[1]
    assert module._rendered.cache_info().currsize == 1


def test_text_and_html_are_kept_apart() -> None:
    escaped = nhs.insetText({"html": Markup("<b>bold</b>")})
    text = nhs.insetText({"text": "<b>bold</b>"})

    assert "<b>bold</b>" in escaped
    assert "&lt;b&gt;bold" in text


def test_true_and_one_are_kept_apart() -> None:
    assert "disabled" in nhs.button({"text": "Go", "disabled": True})
    assert "data-prevent-double-click" not in nhs.button({"text": "Go", "preventDoubleClick": 2})


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_typed_values_never_change_places(first: str, second: str) -> None:
    params = {
        "id": "d",
        "fieldset": {"legend": {"text": "When"}},
        "items": [
            {"id": name, "name": name, "label": name, "value": Typed(value)}
            for name, value in (("day", first), ("year", second))
        ],
    }
    html = nhs.dateInput(params)
    for value in (first, second):
        kept = module._SLOTS.sub("", value)
        assert not kept or f'value="{escape(kept)}"' in html
