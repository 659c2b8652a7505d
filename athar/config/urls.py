"""Which package answers which address."""

from django.conf import settings
from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from athar.config.health import alive, ready
from athar.config.previewing import commitment as preview
from athar.desk.identity import answered, ask
from athar.desk.team.invitations import accept


class OfferedLanguage:
    """The first segment of every page's address."""

    regex = "|".join(settings.OFFERED_LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(OfferedLanguage, "lang")

urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("ui/", include("athar.ui.urls")),
    path("desk/plans/<str:plan>/commitments/<str:code>/preview", preview, name="plan_preview"),
    path("desk/", include("athar.desk.urls")),
    path("api/", include("athar.api.urls")),
    path("account/", RedirectView.as_view(pattern_name="desk:home"), name="account_home"),
    path("account/invitation/<str:key>", accept, name="invitation"),
    path("account/identity/", ask, name="identity_ask"),
    path("account/identity/answered/", answered, name="identity_answered"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("athar.portal.urls")),
]

handler400 = "athar.config.errors.bad_request"
handler403 = "athar.config.errors.refused"
handler404 = "athar.config.errors.not_found"
handler429 = "athar.portal.errors.too_many"
handler500 = "athar.config.errors.failed"
