"""Every page of the desk. A test names each with the roles that may see it; a new page without a row fails."""

from django.urls import path, register_converter

from tizim.core.ids import ALPHABET, LENGTH
from tizim.web import views


class Id:
    """Only what is spelled like an id of ours; anything else is no page."""

    regex = f"[0-7][{ALPHABET}]{{{LENGTH - 1}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Id, "id")

urlpatterns = [
    path("", views.home, name="home"),
    path("enter/<str:secret>", views.enter, name="enter"),
    path("language/<str:code>", views.language, name="language"),
    path("people", views.people, name="people"),
    path("people/<id:profile_id>", views.profile, name="profile"),
    path("places", views.places, name="places"),
    path("accounts", views.accounts, name="accounts"),
    path("accounts/<int:number>", views.account, name="account"),
    path("proposals", views.proposals, name="proposals"),
    path("derivations", views.derivations, name="derivations"),
    path("contradictions", views.contradictions, name="contradictions"),
]
handler400 = "tizim.web.views.misdirected"
handler403 = "tizim.web.views.refused"
handler404 = "tizim.web.views.not_found"
handler500 = "tizim.web.views.broken"
