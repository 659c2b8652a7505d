"""No act can be forgotten: what takes `by` is in the table of acts, and records its refusals."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

import athar
from tests.config.preparing import After
from tests.config.test_acts import ACTS

#: Takes `by`, but decides by what it reads or by the acts it is made of.
MADE_OF_OTHERS = {
    *("begin", "record"),  # the record itself
    *("readable", "keys_for_writing"),  # ask what may be read
    *("record_sent",),  # what programs send, by record_measurements
    *("delegate_reporting", "name_deputy"),  # by lend_role
    *("publish_due_reports",),  # by publish_report, one report after another
}
#: Lending is tried by what it is made for.
TRIED_AS = {"lend_role": "delegate_reporting"}
#: Steps of reading files, whose rights tests/intake and tests/desk/test_imports_giving try.
OF_IMPORTS = "athar.intake"


def public_acts() -> dict[str, Callable[..., Any]]:
    """Give every public function of the project that takes `by` by its name."""
    found = {}
    for one in pkgutil.walk_packages(athar.__path__, "athar."):
        if ".migrations" in one.name or one.name.startswith(("athar.__main__", OF_IMPORTS)):
            continue
        for name, value in vars(importlib.import_module(one.name)).items():
            if inspect.isfunction(value) and value.__module__ == one.name and name[0] != "_":
                by = inspect.signature(value).parameters.get("by")
                if by and by.kind is inspect.Parameter.KEYWORD_ONLY:
                    found[name] = value
    return found


def names_in(function: Callable[..., Any], seen: set[Any]) -> Iterator[str]:
    """Give the names that a function uses, and those that functions beside it use for it."""
    function = inspect.unwrap(function)
    if function in seen:
        return
    seen.add(function)
    reached = [cell.cell_contents for cell in function.__closure__ or ()]
    for name in _names(function.__code__):
        yield name
        reached.append(function.__globals__.get(name))
    for one in reached:
        if isinstance(one, After):
            yield from names_in(one.act, seen)
        elif inspect.isfunction(one) and one.__module__.startswith("tests.config."):
            yield from names_in(one, seen)
        elif inspect.isfunction(one):
            yield one.__name__


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from _names(one)


def test_every_public_act_is_in_the_table():
    tried = {
        name
        for act, _allowed in ACTS.values()
        for name in names_in(act.act if isinstance(act, After) else act, set())
    }

    forgotten = {name for name in public_acts() if TRIED_AS.get(name, name) not in tried}

    assert forgotten - MADE_OF_OTHERS == set()


def test_every_public_act_records_that_it_was_refused():
    silent = {name for name, act in public_acts().items() if not hasattr(act, "__wrapped__")}

    assert silent == MADE_OF_OTHERS
