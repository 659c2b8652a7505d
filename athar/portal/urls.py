"""Addresses of the public pages; they are promises and never change."""

import re

from django.urls import path, register_converter

from athar.opendata.citations import FORMATS
from athar.portal import entrances, files
from athar.portal.changes import views as changes
from athar.portal.citing import views as citing
from athar.portal.commitments import views as commitments
from athar.portal.computed import views as computed
from athar.portal.convergence import views as convergence
from athar.portal.data import views as data
from athar.portal.experiences import urls as experiences
from athar.portal.home import views as home
from athar.portal.indicators import lists as indicator_lists
from athar.portal.indicators import values
from athar.portal.indicators import views as indicators
from athar.portal.map import views as maps
from athar.portal.network import views as network
from athar.portal.network.accession import templates as accession_templates
from athar.portal.network.accession import views as accession
from athar.portal.peers import urls as peers
from athar.portal.places import views as places
from athar.portal.plans import views as plans
from athar.portal.process import views as process
from athar.portal.punctuality import views as punctuality
from athar.portal.results import views as results
from athar.portal.search import views as search
from athar.portal.sharing import drawn
from athar.portal.sharing import views as sharing
from athar.portal.territory import comparing, profile
from athar.portal.territory import views as territory
from athar.portal.texts import views as texts
from athar.portal.values import urls as values_files


class Code:
    """A code of the field such as PDR-TTA-2022-2027 or A1.1, without the ending of a twin."""

    regex = r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class Part:
    """A part of the whole such as area=rural,sex=female; "whole" is the whole itself."""

    regex = r"[A-Za-z0-9_-]+(?:=[A-Za-z0-9_.-]*[A-Za-z0-9_-])?(?:,[A-Za-z0-9_-]+=[A-Za-z0-9_-]+)*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class Reference:
    """The ending of a format of references."""

    regex = "|".join(map(re.escape, FORMATS))

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(Code, "code")
register_converter(Part, "part")
register_converter(Reference, "reference")

app_name = "portal"

PLAN = "<lang:lang>/plans/<code:plan>"
INDICATORS = "<lang:lang>/indicators"
LIBRARY = INDICATORS + "/<code:library>"
INDICATOR = LIBRARY + "/<code:code>"
VALUE = INDICATOR + "/values/<code:scheme>/<code:place>/<code:period>/<part:category>"
NETWORK = "<lang:lang>/network"
MEMBER = NETWORK + "/members/<code:code>"
CONVERGENCE = NETWORK + "/convergence/<code:member>"
PROCESS = NETWORK + "/members/<code:member>/process"
PLACE = "<lang:lang>/places/<code:scheme>/<code:code>"
ACCESSION = "<lang:lang>/network/accession"

urlpatterns = [
    path("", entrances.front_door, name="front_door"),
    path("robots.txt", entrances.robots, name="robots"),
    path("catalog.jsonld", data.catalogue, name="catalogue"),
    path("sitemap.xml", entrances.sitemap, name="sitemap"),
    path("id/plan/<code:plan>", entrances.plan_id, name="plan_id"),
    path("id/dataset/<code:plan>", entrances.dataset_id, name="dataset_id"),
    path("id/commitment/<code:plan>/<code:code>", entrances.commitment_id, name="commitment_id"),
    path("id/node/<code:plan>/<code:code>", entrances.node_id, name="node_id"),
    path("id/place/<code:scheme>/<code:code>", entrances.place_id, name="place_id"),
    path("id/member/<code:code>", entrances.member_id, name="member_id"),
    path("id/indicator/<code:library>/<code:code>", entrances.indicator_id, name="indicator_id"),
    path("files/<str:sha256>/<str:name>", files.download, name="file"),
    path("photos/<str:sha256>/<int:size>.webp", files.picture, name="photo"),
    # twins stand before their pages: a code may hold dots
    path(PLAN + "/nodes/<code:code>.<reference:ending>", citing.cite_node, name="node_cite"),
    path(
        PLAN + "/commitments/<code:code>.<reference:ending>",
        citing.cite_commitment,
        name="commitment_cite",
    ),
    path(PLAN + ".<reference:ending>", citing.cite_plan, name="plan_cite"),
    path(
        "<lang:lang>/places/<code:scheme>/<code:code>.<reference:ending>",
        citing.cite_place,
        name="place_cite",
    ),
    # ways of reading indicators stand before the libraries, whose codes could be the same
    path(INDICATORS + "/scorecard.json", territory.scorecard_json, name="scorecard_json"),
    path(INDICATORS + "/scorecard.csv", territory.scorecard_csv, name="scorecard_csv"),
    path(INDICATORS + "/scorecard.xlsx", territory.scorecard_xlsx, name="scorecard_xlsx"),
    path(INDICATORS + "/coverage.json", territory.coverage_json, name="coverage_json"),
    path(INDICATORS + "/coverage.csv", territory.coverage_csv, name="coverage_csv"),
    path(INDICATORS + "/coverage.xlsx", territory.coverage_xlsx, name="coverage_xlsx"),
    path(INDICATORS + "/compare.json", comparing.compare_json, name="compare_json"),
    path(INDICATORS + "/compare.csv", comparing.compare_csv, name="compare_csv"),
    path(INDICATORS + "/compare.xlsx", comparing.compare_xlsx, name="compare_xlsx"),
    path(INDICATOR + ".<reference:ending>", indicators.indicator_cite, name="indicator_cite"),
    *values_files.routes(),
    *experiences.routes(),
    *peers.routes(),
    path("<lang:lang>.json", home.home_json, name="home_json"),
    path(VALUE + ".json", values.value_json, name="value_json"),
    path(INDICATOR + ".json", indicators.indicator_json, name="indicator_json"),
    path(INDICATOR + ".csv", indicators.indicator_csv, name="indicator_csv"),
    path(INDICATOR + ".xlsx", indicators.indicator_xlsx, name="indicator_xlsx"),
    path(LIBRARY + ".json", indicator_lists.list_json, name="library_json"),
    path(LIBRARY + ".csv", indicator_lists.list_csv, name="library_csv"),
    path(LIBRARY + ".xlsx", indicator_lists.list_xlsx, name="library_xlsx"),
    path(INDICATORS + ".json", indicator_lists.list_json, name="indicators_json"),
    path(INDICATORS + ".csv", indicator_lists.list_csv, name="indicators_csv"),
    path(INDICATORS + ".xlsx", indicator_lists.list_xlsx, name="indicators_xlsx"),
    path(PROCESS + ".json", process.process_json, name="process_json"),
    path(PROCESS + ".ics", process.process_calendar, name="process_calendar"),
    path(PROCESS, process.process_page, name="process"),
    path(CONVERGENCE + ".json", convergence.convergence_json, name="convergence_json"),
    path(CONVERGENCE + ".csv", convergence.convergence_csv, name="convergence_csv"),
    path(CONVERGENCE + ".xlsx", convergence.convergence_xlsx, name="convergence_xlsx"),
    path(CONVERGENCE, convergence.convergence_page, name="convergence"),
    path(PLAN + "/results.json", results.results_json, name="results_json"),
    path(PLAN + "/results.csv", results.results_csv, name="results_csv"),
    path(PLAN + "/results.xlsx", results.results_xlsx, name="results_xlsx"),
    path("<lang:lang>/plans.json", plans.plans_json, name="plans_json"),
    path("<lang:lang>/plans.csv", plans.plans_csv, name="plans_csv"),
    path("<lang:lang>/plans.xlsx", plans.plans_xlsx, name="plans_xlsx"),
    path(PLAN + "/nodes/<code:code>.json", plans.node_json, name="node_json"),
    path(PLAN + "/commitments.json", commitments.list_json, name="commitments_json"),
    path(PLAN + "/commitments.csv", commitments.list_csv, name="commitments_csv"),
    path(PLAN + "/commitments.xlsx", commitments.list_xlsx, name="commitments_xlsx"),
    path(
        PLAN + "/commitments/<code:code>.json",
        commitments.commitment_json,
        name="commitment_json",
    ),
    path(PLAN + "/computed/<slug:figure>.json", computed.plan_figure_json, name="plan_figure_json"),
    path(PLAN + "/computed/<slug:figure>.csv", computed.plan_figure_csv, name="plan_figure_csv"),
    path(
        PLAN + "/commitments/<code:code>.jsonld",
        sharing.commitment_jsonld,
        name="commitment_jsonld",
    ),
    path(PLAN + ".jsonld", sharing.plan_jsonld, name="plan_jsonld"),
    path(
        "<lang:lang>/places/<code:scheme>/<code:code>.jsonld",
        sharing.place_jsonld,
        name="place_jsonld",
    ),
    path("<lang:lang>.png", drawn.home_picture, name="home_picture"),
    path(PLAN + "/nodes/<code:code>.png", drawn.node_picture, name="node_picture"),
    path(
        PLAN + "/commitments/<code:code>.png", drawn.commitment_picture, name="commitment_picture"
    ),
    path(PLAN + ".png", drawn.plan_picture, name="plan_picture"),
    path(
        "<lang:lang>/places/<code:scheme>/<code:code>.png",
        drawn.place_picture,
        name="place_picture",
    ),
    path(PLAN + "/map.json", maps.map_json, name="map_json"),
    path(PLAN + "/map.geojson", maps.map_geojson, name="map_geojson"),
    path(PLAN + "/map.csv", maps.map_csv, name="map_csv"),
    path(PLAN + "/map.xlsx", maps.map_xlsx, name="map_xlsx"),
    path(PLAN + "/computed/<slug:figure>.xlsx", computed.plan_figure_xlsx, name="plan_figure_xlsx"),
    path(PLAN + "/data.json", data.dataset_json, name="dataset_json"),
    path(PLAN + "/data.zip", data.dataset_zip, name="dataset_zip"),
    path(PLAN + "/data.<reference:ending>", data.dataset_cite, name="dataset_cite"),
    path(PLAN + "/data/datapackage.json", data.dataset_package, name="dataset_package"),
    path(PLAN + "/data/<slug:file>.csv", data.dataset_csv, name="dataset_csv"),
    path(PLAN + "/data/<slug:file>.xlsx", data.dataset_xlsx, name="dataset_xlsx"),
    path(PLAN + "/places.csv", plans.places_csv, name="plan_places_csv"),
    path(PLAN + "/places.xlsx", plans.places_xlsx, name="plan_places_xlsx"),
    path(PLAN + "/punctuality.json", punctuality.punctuality_json, name="punctuality_json"),
    path(PLAN + "/punctuality.csv", punctuality.punctuality_csv, name="punctuality_csv"),
    path(PLAN + ".json", plans.plan_json, name="plan_json"),
    path(NETWORK + ".json", network.network_json, name="network_json"),
    path(NETWORK + ".csv", network.network_csv, name="network_csv"),
    path(NETWORK + "/compare.json", network.compare_json, name="network_compare_json"),
    path(NETWORK + "/compare.csv", network.compare_csv, name="network_compare_csv"),
    path(MEMBER + ".json", network.member_json, name="member_json"),
    path(MEMBER + ".csv", network.member_csv, name="member_csv"),
    path(
        ACCESSION + "/templates/<slug:template>.docx",
        accession_templates.template,
        name="accession_template",
    ),
    path(ACCESSION + "/<code:code>.json", accession.accession_json, name="accession_json"),
    path("<lang:lang>/near.json", places.near_json, name="near_json"),
    path("<lang:lang>/search.json", search.search_json, name="search_json"),
    path("<lang:lang>/search/suggestions.json", search.suggestions, name="search_suggestions"),
    path("<lang:lang>/places.json", places.places_json, name="places_json"),
    path("<lang:lang>/places/<code:scheme>/<code:code>.json", places.place_json, name="place_json"),
    path("<lang:lang>/places/<code:scheme>/<code:code>.csv", places.place_csv, name="place_csv"),
    path("<lang:lang>/places/<code:scheme>/<code:code>.xlsx", places.place_xlsx, name="place_xlsx"),
    path(PLACE + "/results.json", profile.results_json, name="place_results_json"),
    path(PLACE + "/results.csv", profile.results_csv, name="place_results_csv"),
    path(PLACE + "/results.xlsx", profile.results_xlsx, name="place_results_xlsx"),
    path(INDICATOR + "/map.json", territory.indicator_map_json, name="indicator_map_json"),
    path(INDICATOR + "/map.csv", territory.indicator_map_csv, name="indicator_map_csv"),
    path(INDICATOR + "/map.xlsx", territory.indicator_map_xlsx, name="indicator_map_xlsx"),
    path("<lang:lang>/changes.json", changes.changes_json, name="changes_json"),
    path("<lang:lang>/changes.atom", changes.changes_atom, name="changes_atom"),
    path(PLAN + "/changes.json", changes.changes_json, name="plan_changes_json"),
    path(PLAN + "/changes.atom", changes.changes_atom, name="plan_changes_atom"),
    path(PLAN + "/amendments.json", changes.amendments_json, name="amendments_json"),
    path(PLAN + "/amendments/<int:number>.json", changes.amendment_json, name="amendment_json"),
    # pages
    path("<lang:lang>/changes", changes.changes_page, name="changes"),
    path(PLAN + "/changes", changes.changes_page, name="plan_changes"),
    path(PLAN + "/amendments", changes.amendments_page, name="amendments"),
    path(PLAN + "/amendments/<int:number>", changes.amendment_page, name="amendment"),
    path("<lang:lang>/", home.home_page, name="home"),
    path("<lang:lang>/plans", plans.plans_page, name="plans"),
    path(PLAN, plans.plan_page, name="plan"),
    path(PLAN + "/nodes/<code:code>", plans.node_page, name="node"),
    path(PLAN + "/commitments", commitments.list_page, name="commitments"),
    path(PLAN + "/commitments/<code:code>", commitments.commitment_page, name="commitment"),
    path("<lang:lang>/embed/plans/<code:plan>", sharing.embed_plan, name="embed_plan"),
    path(
        "<lang:lang>/embed/plans/<code:plan>/commitments/<code:code>",
        sharing.embed_commitment,
        name="embed_commitment",
    ),
    path(PLAN + "/map", maps.map_page, name="map"),
    path(PLAN + "/data", data.dataset_page, name="dataset"),
    # figure: statuses, physical … (rollups.enums.Figure); ?node= ?place= ?commitment= narrow it
    path(PLAN + "/computed/<slug:figure>", computed.plan_figure, name="plan_figure"),
    path(PLAN + "/punctuality", punctuality.punctuality_page, name="punctuality"),
    path(PLAN + "/results", results.results_page, name="results"),
    path(INDICATORS, indicator_lists.list_page, name="indicators"),
    path(INDICATORS + "/scorecard", territory.scorecard_page, name="scorecard"),
    path(INDICATORS + "/coverage", territory.coverage_page, name="coverage"),
    path(INDICATORS + "/compare", comparing.compare_page, name="compare"),
    path(LIBRARY, indicator_lists.list_page, name="library"),
    path(INDICATOR, indicators.indicator_page, name="indicator"),
    path(VALUE, values.value_page, name="value"),
    path(NETWORK, network.network_page, name="network"),
    path(NETWORK + "/compare", network.compare_page, name="network_compare"),
    path(MEMBER, network.member_page, name="member"),
    path(ACCESSION, accession.accessions_page, name="accessions"),
    path(ACCESSION + "/<code:code>", accession.accession_page, name="accession"),
    path("<lang:lang>/near", places.near_page, name="near"),
    path("<lang:lang>/places", places.places_page, name="places"),
    path("<lang:lang>/places/<code:scheme>/<code:code>", places.place_page, name="place"),
    path(PLACE + "/results", profile.results_page, name="place_results"),
    path(INDICATOR + "/map", territory.indicator_map, name="indicator_map"),
    path("<lang:lang>/search", search.search_page, name="search"),
    path("<lang:lang>/methods", texts.methods_page, name="methods"),
    path("<lang:lang>/methods/<slug:key>", texts.method_page, name="method"),
    path("<lang:lang>/<slug:key>", texts.text_page, name="text"),
]
