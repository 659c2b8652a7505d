"""The Jinja2 environment of every page: translation, addresses, assets, filters."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django import urls
from django.conf import settings
from django.template import engines
from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined
from markupsafe import Markup

from athar.kernel.text import Translated, Wording, direction
from athar.ui import formatting, matrices, statuses
from athar.ui.addresses import reverse
from athar.ui.charts import bars
from athar.ui.rendering import PageEnvironment, gettext


def asset(name: str) -> str:
    """Give the address of a built asset: "main.css", "main.js", a font."""
    return static(f"ui/dist/{name}")


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Give the address of a named route."""
    return urls.reverse(name, args=args) if args else reverse(name, kwargs=kwargs)


def isolated(value: Any) -> Markup:
    """Keep a figure from being reordered by the words around it; markup is isolated already."""
    return value if isinstance(value, Markup) else formatting.bdi(value)


def plain(value: Any) -> str:
    """Give a text without markup, for titles and attributes; unknown is empty."""
    if isinstance(value, Translated):
        value = value.in_language(translation.get_language() or "en")
    if isinstance(value, Wording):
        return value.text
    return "" if value is None else str(value)


def is_markup(name: str | None) -> bool:
    """Tell whether what a template writes is markup; mails and other `.txt` are plain text."""
    return name is None or not name.endswith(".txt")


def environment(**options: Any) -> Environment:
    """Build the environment Django's Jinja2 engine asks for."""
    options["undefined"] = StrictUndefined
    options.setdefault("bytecode_cache", _compiled_templates())
    options["autoescape"] = is_markup
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options["extensions"] = [*options.get("extensions", ()), "jinja2.ext.i18n"]
    env = PageEnvironment(**options)
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(gettext=gettext, _=gettext)
    env.globals.update(_globals())
    env.filters.update(formatting.FILTERS, plain=plain, isolated=isolated)
    return env


def load_templates() -> int:
    """Load every template now, so that no visitor waits for it; give how many there are.

    Compiling them takes a second, the first time; after that a fifteenth.
    """
    env: Environment = engines["jinja2"].env  # type: ignore[attr-defined]  # Django's Jinja2 engine
    names = env.list_templates()
    for name in names:
        env.get_template(name)
    return len(names)


def _compiled_templates() -> FileSystemBytecodeCache | None:
    """Keep compiled templates in the data directory, where there is one: starts are faster."""
    directory = Path(settings.DATA_DIR) / "templates"
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    # what an older version compiled calls other functions: each its own files
    return FileSystemBytecodeCache(str(directory), "pieces_%s.cache")


def _globals() -> Mapping[str, Any]:
    return {
        "asset": asset,
        "static": static,
        "url": url,
        "direction": direction,
        "current_language": translation.get_language,
        "statuses": statuses,
        "bars": bars,
        "matrices": matrices,
        # a filter of a literal is computed once, when a template is compiled: in one language
        "no_number": formatting.no_number,
    }
