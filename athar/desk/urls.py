"""Addresses of the desk."""

from django.urls import include, path

from athar.desk import erasure, sign_ins, views
from athar.desk.convergence import views as convergence
from athar.desk.evidence import views as evidence
from athar.desk.imports import views as imports
from athar.desk.notices import views as notices
from athar.desk.process import views as process
from athar.desk.reporting import declared
from athar.desk.reporting import views as reporting
from athar.desk.tokens import views as tokens
from athar.desk.values import views as values

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("my-data.json", views.own_data, name="own_data"),
    path("erasure", erasure.own_erasure, name="own_erasure"),
    path("tokens", tokens.tokens, name="tokens"),
    path("sign-ins", sign_ins.sign_ins, name="sign_ins"),
    path("calendar/<str:secret>.ics", notices.calendar, name="calendar"),
    path("notices", notices.notices, name="notices"),
    # the same parts as the public page of the value has
    path(
        "values/<str:library>/<str:code>/<str:scheme>/<str:place>/<str:period>/<str:category>",
        values.value,
        name="value",
    ),
    path("files/<str:sha256>", imports.kept, name="kept_file"),
    path("evidence/<int:evidence_id>", evidence.original, name="evidence"),
    path("evidence/<int:evidence_id>/<int:size>.webp", evidence.picture, name="evidence_picture"),
    path("plans/", include("athar.desk.plans.urls")),
    path("network/experiences/", include("athar.desk.experiences.urls")),
    path("network/members/", include("athar.desk.members.urls")),
    path("network/questions/", include("athar.desk.peers.urls")),
    path("network/convergence", convergence.convergence, name="convergence"),
    path("network/process", process.processes, name="processes"),
    path("network/process/<str:member>", process.process, name="process"),
    path("work", reporting.work, name="work"),
    path("declared", declared.declared, name="declared"),
    path("lending/", include("athar.desk.lending.urls")),
    path("reports/<int:report_id>", reporting.report, name="report"),
    path("rounds/<int:round_id>/<int:commitment_id>", reporting.start, name="start_report"),
    path("rounds/", include("athar.desk.rounds.urls")),
    path("network/accession/", include("athar.desk.network.accession.urls")),
    path("imports/", include("athar.desk.imports.urls")),
    path("team/", include("athar.desk.team.urls")),
]
