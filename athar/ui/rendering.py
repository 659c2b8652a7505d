"""Jinja2 as pages of many small pieces need it: what is done for every piece is done once or less.

A page holds a thousand pieces of text, some seventy messages and thirty imports; what Jinja2 does
for each beside its work takes a tenth of the time of a page. What is written stays the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import markupsafe
from django.utils import translation
from jinja2 import Environment, Template, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup, escape

_escaped: Callable[[str], str] = markupsafe._escape_inner  # type: ignore[attr-defined] # noqa: SLF001 - private, but locked by hash


def shown(value: Any) -> str:
    """Escape what a template writes: what `escape` gives, without an object around plain text."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else escape(value)


class PageCode(CodeGenerator):
    """Writes the code of templates; what they put out goes through `shown`."""

    def visit_Template(self, node: nodes.Template, frame: Any = None) -> None:  # noqa: N802 - its name
        self.writeline(f"from {shown.__module__} import {shown.__name__}")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"{shown.__name__}(")


class PageTemplate(Template):
    """A template that is imported as it stands: all of them know the same globals."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class PageEnvironment(Environment):
    """The environment of such templates."""

    code_generator_class = PageCode
    template_class = PageTemplate


@pass_eval_context
def gettext(eval_ctx: EvalContext, message: str, /, **named: Any) -> str:
    """Say a message in the language of the page, what it names escaped as the template is."""
    if not named:
        return _said(message, translation.get_language(), is_markup=eval_ctx.autoescape)
    words = translation.gettext(message)
    return (Markup(words) if eval_ctx.autoescape else words) % named  # noqa: S704 - a catalogue's


@lru_cache(maxsize=8192)
def _said(message: str, _lang: str | None, *, is_markup: bool) -> str:
    words = translation.gettext(message)
    return (Markup(words) if is_markup else words) % {}  # noqa: S704 - a catalogue's
