"""A person's page says that judgements contradict each other, to those who may see all of them."""

from tizim import pipeline
from tizim.actions.judgements import judge
from tizim.core.i18n import gettext as _
from world import account, mention_of, take_in, who

pytest_plugins = ["at_the_desk"]


def test_a_disputed_person_is_marked_until_somebody_takes_a_judgement_back(archive, read):
    take_in(archive, *(account(f"Tolqyn {n}", external_id=n) for n in "abc"))
    a, b, c = (mention_of(n) for n in (1, 2, 3))
    notice = _("Judgements contradict each other here.")
    for one, other, verdict in ((a, b, "same"), (b, c, "same"), (a, c, "different")):
        pipeline.refresh(who("Leila"))
        assert notice not in read("Leila", f"/people/{a}")
        judge(by=who("Leila"), mention_a=one, mention_b=other, verdict=verdict, reason="x")
    pipeline.refresh(who("Leila"))
    assert notice in read("Leila", f"/people/{a}")
