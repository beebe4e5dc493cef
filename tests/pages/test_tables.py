"""Rows of a light table: escaped, the first cell a heading, figures set right."""

from markupsafe import Markup

from people.design.tables import table_rows


def test_a_row_is_named_by_its_first_cell_and_sets_figures_right() -> None:
    html = table_rows([["Clinic", "Monday", 2]], numeric=[2])
    assert html.count("<tr") == html.count("</tr>") == 1
    assert '<th class="nhsuk-table__header" scope="row">Clinic</th>' in html
    assert '<td class="nhsuk-table__cell">Monday</td>' in html
    assert '<td class="nhsuk-table__cell nhsuk-table__cell--numeric">2</td>' in html


def test_what_people_wrote_is_text_and_what_templates_made_is_html() -> None:
    html = table_rows([["<b>{0}</b>", Markup("<em>so</em>")]])
    assert "&lt;b&gt;{0}&lt;/b&gt;" in html
    assert "<em>so</em>" in html
