"""The size budget of the house rules."""

import ast

from tests.contracts.sources import ROOT, lines, tracked


def _too_long(pattern: str, limit: int) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}: {len(lines(path))} lines"
        for path in tracked(pattern)
        if "migrations" not in path.parts and len(lines(path)) > limit
    ]


def test_python_files_stay_under_400_lines():
    assert _too_long("*.py", 400) == []


def test_style_components_stay_under_120_lines():
    assert _too_long("athar/ui/static/ui/css/components/*.css", 120) == []


def test_behaviours_stay_under_150_lines():
    assert _too_long("athar/ui/static/ui/js/*.js", 150) == []


def test_templates_stay_under_130_lines():
    assert _too_long("*/jinja2/*.html", 130) == []


def _long_functions(limit: int, *, only_views: bool) -> list[str]:
    found = []
    for path in tracked("athar/**/*.py", "athar/*.py"):
        if "migrations" in path.parts or (only_views and path.name != "views.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > limit:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {size}")
    return found


def test_functions_stay_under_50_lines():
    assert _long_functions(50, only_views=False) == []


def test_views_stay_under_25_lines():
    assert _long_functions(25, only_views=True) == []
