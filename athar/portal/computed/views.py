"""Pages of explanations (being built)."""

from django.http import Http404


def plan_figure(request, lang, plan, figure):
    raise Http404


def plan_figure_json(request, lang, plan, figure):
    raise Http404
