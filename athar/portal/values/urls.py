"""Addresses of stated values as files."""

from django.urls import URLPattern, path, register_converter

from athar.portal.values import views


class Twin:
    """The ending of a file of values."""

    regex = "csv|xlsx|parquet|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(Twin, "values_twin")

FILE = "values.<values_twin:twin>"


def routes() -> list[URLPattern]:
    """Give the addresses; they stand before the twins of indicators, none of which is "values"."""
    return [
        path(
            f"<lang:lang>/indicators/<code:library>/<code:code>/{FILE}",
            views.indicator_values,
            name="indicator_values",
        ),
        path(
            f"<lang:lang>/indicators/<code:library>/{FILE}",
            views.library_values,
            name="library_values",
        ),
        path(f"<lang:lang>/plans/<code:plan>/{FILE}", views.plan_values, name="plan_values"),
    ]
