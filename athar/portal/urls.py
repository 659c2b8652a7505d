"""Addresses of the public pages; they are promises and never change."""

from django.urls import path, register_converter

from athar.portal import entrances, files
from athar.portal.commitments import views as commitments
from athar.portal.computed import views as computed
from athar.portal.home import views as home
from athar.portal.places import views as places
from athar.portal.plans import views as plans
from athar.portal.texts import views as texts


class Code:
    """A code of the field such as PDR-TTA-2022-2027 or A1.1, without the ending of a twin."""

    regex = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(Code, "code")

app_name = "portal"

PLAN = "<lang:lang>/plans/<code:plan>"

urlpatterns = [
    path("", entrances.front_door, name="front_door"),
    path("robots.txt", entrances.robots, name="robots"),
    path("sitemap.xml", entrances.sitemap, name="sitemap"),
    path("id/plan/<code:plan>", entrances.plan_id, name="plan_id"),
    path("id/commitment/<code:plan>/<code:code>", entrances.commitment_id, name="commitment_id"),
    path("id/node/<code:plan>/<code:code>", entrances.node_id, name="node_id"),
    path("id/place/<code:scheme>/<code:code>", entrances.place_id, name="place_id"),
    path("files/<str:sha256>/<str:name>", files.download, name="file"),
    # twins stand before their pages: a code may hold dots
    path("<lang:lang>.json", home.home_json, name="home_json"),
    path("<lang:lang>/plans.json", plans.plans_json, name="plans_json"),
    path("<lang:lang>/plans.csv", plans.plans_csv, name="plans_csv"),
    path(PLAN + "/nodes/<code:code>.json", plans.node_json, name="node_json"),
    path(PLAN + "/commitments.json", commitments.list_json, name="commitments_json"),
    path(PLAN + "/commitments.csv", commitments.list_csv, name="commitments_csv"),
    path(
        PLAN + "/commitments/<code:code>.json",
        commitments.commitment_json,
        name="commitment_json",
    ),
    path(PLAN + "/computed/<slug:figure>.json", computed.plan_figure_json, name="plan_figure_json"),
    path(PLAN + "/computed/<slug:figure>.csv", computed.plan_figure_csv, name="plan_figure_csv"),
    path(PLAN + "/places.csv", plans.places_csv, name="plan_places_csv"),
    path(PLAN + ".json", plans.plan_json, name="plan_json"),
    path("<lang:lang>/places.json", places.places_json, name="places_json"),
    path("<lang:lang>/places/<code:scheme>/<code:code>.json", places.place_json, name="place_json"),
    path("<lang:lang>/places/<code:scheme>/<code:code>.csv", places.place_csv, name="place_csv"),
    # pages
    path("<lang:lang>/", home.home_page, name="home"),
    path("<lang:lang>/plans", plans.plans_page, name="plans"),
    path(PLAN, plans.plan_page, name="plan"),
    path(PLAN + "/nodes/<code:code>", plans.node_page, name="node"),
    path(PLAN + "/commitments", commitments.list_page, name="commitments"),
    path(PLAN + "/commitments/<code:code>", commitments.commitment_page, name="commitment"),
    # figure: statuses, physical … (rollups.enums.Figure); ?node= ?place= ?commitment= narrow it
    path(PLAN + "/computed/<slug:figure>", computed.plan_figure, name="plan_figure"),
    path("<lang:lang>/places", places.places_page, name="places"),
    path("<lang:lang>/places/<code:scheme>/<code:code>", places.place_page, name="place"),
    path("<lang:lang>/methods", texts.methods_page, name="methods"),
    path("<lang:lang>/methods/<slug:key>", texts.method_page, name="method"),
    path("<lang:lang>/<slug:key>", texts.text_page, name="text"),
]
