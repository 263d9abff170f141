"""Pasting: what comes from Google's documents, from Excel and from an encyclopedia keeps its structure."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.conftest import SignIn
from tests.journeys.test_writing import PASTE, body_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("journeys: pasting")]

FROM_GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
<h2 dir="ltr"><span>Plan</span></h2><p dir="ltr"><span style="font-weight:700">Loud</span><span> and </span>
<span style="font-weight:400;font-style:italic">soft</span> and <s>gone</s></p>
<ol><li dir="ltr"><p><span>One</span></p></li><li><p><span>Two</span></p><ul><li><p>Deep</p></li></ul></li></ol>
<p><img src="data:image/png;base64,%s" alt="Curve"></p></b>"""
FROM_EXCEL = """<table border=0><col width=64><col width=64><tr height=20><td>Desk</td><td>Nights | days</td></tr>
<tr><td>Oslo</td><td align=right>90<br>30</td></tr></table>"""
FROM_AN_ENCYCLOPEDIA = """<table><caption>The mill</caption><tbody><tr><th colspan=2>Facts</th></tr>
<tr><th>Built</th><td><ul><li>1790</li><li>1811</li></ul></td></tr></tbody></table>
<p><img src="file:///C:/clip_image001.png"></p>"""


def test_what_is_pasted_keeps_its_structure_and_its_pictures(sign_in: SignIn) -> None:
    visitor = sign_in(factories.make_employee())
    page = visitor.visit("/ideas/new/")
    body = body_of(page)

    body.evaluate(PASTE, FROM_GOOGLE % base64.b64encode(factories.make_png((60, 40))).decode())
    expect(body).to_have_value(
        re.compile(
            r"^## Plan\n\n\*\*Loud\*\* and \*soft\* and ~~gone~~\n\n1\. One\n2\. Two\n    - Deep\n\n"
            r"!\[Curve\]\(/ideas/pictures/[0-9a-f-]{36}/\)\s*$"
        )
    )
    expect(page.get_by_role("region", name="Preview").get_by_role("img", name="Curve")).to_be_visible()
    expect(page.locator("[data-words-of]")).to_have_text("10 words")

    body.fill("")
    body.evaluate(PASTE, FROM_EXCEL)
    expect(body).to_have_value("| Desk | Nights \\| days |\n| --- | --- |\n| Oslo | 90 30 |")

    body.fill("")
    body.evaluate(PASTE, FROM_AN_ENCYCLOPEDIA)
    expect(body).to_have_value("The mill\n\n| Facts |  |\n| --- | --- |\n| Built | 1790 1811 |")
    visitor.read("The pictures did not come along with the text.")
    visitor.look()
