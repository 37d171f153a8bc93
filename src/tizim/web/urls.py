"""Every page of the desk, from the tables of its rooms. A test names each with the roles that may see it."""

from tizim.web import accounts, home, interview, looks, office, people, queues, search, views
from tizim.web.entrance.routes import ROUTES as ENTRANCE
from tizim.web.routes import ENTERED, MEMBER, Route

ROUTES: tuple[Route, ...] = (
    *ENTRANCE,
    Route("language/<str:code>", views.language, "language", read=None, write=ENTERED),
    Route("theme/<str:code>", looks.theme, "theme", read=None, write=ENTERED),
    Route("components", looks.components, "components", read=MEMBER),
    Route("", home.home, "home", read=MEMBER),
    Route("accounts", views.accounts, "accounts"),
    *accounts.ROUTES,
    *search.ROUTES,
    *people.ROUTES,
    *queues.ROUTES,
    *interview.ROUTES,
    *office.ROUTES,
)
BY_NAME = {route.name: route for route in ROUTES}
urlpatterns = [route.pattern() for route in ROUTES]
handler400 = "tizim.web.views.misdirected"
handler403 = "tizim.web.views.refused"
handler404 = "tizim.web.views.not_found"
handler500 = "tizim.web.views.broken"
