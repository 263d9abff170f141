"""The rules of the house that no tool knows; each test names the files that break one."""

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
ROOMS = ("ideanet", "ideas", "councils", "awards")
TEMPLATES = sorted(BASE.glob("templates/**/*.html"))
# Mail programs and files that leave the site know no stylesheet of ours.
PAGES = [path for path in TEMPLATES if not {"email", "mail", "pdf", "files"} & set(path.parts)]
MODULES = sorted(
    path for room in ROOMS for path in (BASE / room).rglob("*.py") if "migrations" not in path.parts
)
NO_NOUN = {"utils", "common", "helpers", "services", "managers", "signals"}
INLINE = re.compile(
    r"""\sstyle=["']|<style|<script(?![^>]*\b(?:src=|type="application/json"))|\son[a-z]+=["']"""
)


def breaking(paths: Iterable[Path], is_fine: Callable[[str], object]) -> list[str]:
    """The files whose text is not fine."""
    return [str(path.relative_to(BASE)) for path in paths if not is_fine(path.read_text(encoding="utf-8"))]


def test_no_page_holds_inline_style_or_script() -> None:
    assert breaking(PAGES, lambda text: not INLINE.search(text)) == []


def test_no_template_calls_anything_safe() -> None:
    assert breaking(TEMPLATES, lambda text: not re.search(r"\|\s*safe\b|autoescape off", text)) == []


def test_each_part_with_a_form_is_given_the_token_that_the_form_is_sent_with() -> None:
    """A part that is included `only` with what is named gets nothing else: its forms would be refused."""
    with_forms = {str(t.relative_to(BASE / "templates")) for t in TEMPLATES if "csrf_token" in t.read_text()}
    found = [
        (template.name, line)
        for template in TEMPLATES
        for line, part in re.findall(r'({% include "([^"]+)"[^%]* only %})', template.read_text())
        if part in with_forms and "csrf_token=csrf_token" not in line
    ]
    assert found == []


def test_each_part_says_first_what_it_needs() -> None:
    parts = [path for path in PAGES if "partials" in path.parts]
    assert breaking(parts, lambda text: text.startswith("{# Needs:")) == []


def test_each_module_says_first_what_it_owns() -> None:
    assert breaking(MODULES, lambda text: not text.strip() or ast.get_docstring(ast.parse(text))) == []


def test_each_room_and_module_has_a_noun_for_a_name() -> None:
    names = {path: {*path.relative_to(BASE).with_suffix("").parts} for path in MODULES}
    assert [str(path) for path, parts in names.items() if parts & NO_NOUN] == []


def test_only_one_module_calls_text_safe() -> None:
    others = [path for path in MODULES if not path.is_relative_to(BASE / "ideanet" / "html")]
    assert breaking(others, lambda text: not re.search(r"\bmark_safe\b|\bSafeString\(", text)) == []


def test_no_django_signal_is_sent_or_heard() -> None:
    signals = re.compile(r"django\.dispatch|django\.(db\.models|core|contrib\.auth)\.signals|\bpost_save\b")
    assert breaking(MODULES, lambda text: not signals.search(text)) == []


def test_no_model_saves_in_a_way_of_its_own() -> None:
    models = [path for path in MODULES if path.stem == "models" or "models" in path.parts]
    assert breaking(models, lambda text: not re.search(r"^    def (save|delete)\(", text, re.MULTILINE)) == []


def test_no_test_is_skipped() -> None:
    tests = (BASE / "tests").rglob("*.py")
    skipping = re.compile(r"pytest\.(skip|mark\.skip|mark\.xfail|importorskip)\b|^\s*@skip", re.MULTILINE)
    assert breaking(tests, lambda text: not skipping.search(text)) == []
