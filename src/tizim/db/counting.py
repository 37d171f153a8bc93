"""Counts over the whole archive, for drawings: how many people are told of, by what is said of them.

A person counts once, by the id under which this reader sees them; whoever is given two values counts under each. The
database counts: rows come out as (value, people). Inexact values come out as they are kept (EDTF), for whoever draws
to put apart. These are counts of what is in the archive and are for the office; what may be published is another
matter (`publish.totals`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tizim.db import models, queries
from tizim.policies import Actor

DETENTIONS = ("detained", "arrested", "sent_to_camp")  # kinds of events by which somebody is first held


def people_by(reader: Actor, properties: Sequence[str]) -> Counter[str]:
    """value → how many people any of these properties says it of."""
    return _counted(reader, _said(reader).filter(property__in=properties).exclude(value="").values("value"))


def people_by_place(reader: Actor) -> Counter[str]:
    """Code of a place → how many people are told to have been detained there."""
    rows = _said(reader).filter(property="event", value__in=DETENTIONS).exclude(place="")
    return _counted(reader, rows.values("place"))


def first_detentions(reader: Actor) -> Counter[tuple[str, str, str]]:
    """(EDTF of the first detention, of the birth, sex) → people; "" where it is not told. The first in its spelling:
    years and months begin before their days, and what has an open beginning comes last."""
    events = _said(reader).filter(property="event", value__in=DETENTIONS).exclude(valid_when="")
    births = _said(reader).filter(property="birth").exclude(value="")
    sexes = _said(reader).filter(property="sex").exclude(value="")
    parts = (events.values("valid_when"), births.values("value"), sexes.values("value"))
    if not queries.sees_all(reader):
        when, born, sex = (_firsts(reader, rows) for rows in parts)
        return Counter((first, born.get(home, ""), sex.get(home, "")) for home, first in when.items())
    (a, pa), (b, pb), (c, pc) = (_sql(rows) for rows in parts)
    query = f"""
        SELECT a.v, COALESCE(b.v, ''), COALESCE(c.v, ''), COUNT(*)
        FROM (SELECT home, MIN(v) AS v FROM ({a}) AS x GROUP BY home) AS a
        LEFT JOIN (SELECT home, MIN(v) AS v FROM ({b}) AS x GROUP BY home) AS b ON b.home = a.home
        LEFT JOIN (SELECT home, MIN(v) AS v FROM ({c}) AS x GROUP BY home) AS c ON c.home = a.home
        GROUP BY 1, 2, 3"""  # noqa: S608 - queries of ours, values given apart
    with connection.cursor() as cursor:
        cursor.execute(query, [*pa, *pb, *pc])
        return Counter({(when, born, sex): count for when, born, sex, count in cursor.fetchall()})


def _said(reader: Actor) -> QuerySet[models.Statement]:
    return queries.current_statements(reader).filter(mention__kind="person").order_by()


def _counted(reader: Actor, rows: QuerySet) -> Counter[str]:
    if not queries.sees_all(reader):
        found = {(home, value) for home, value in _homed(reader, rows)}
        return Counter(value for _home, value in found)
    sql, given = _sql(rows)
    query = f"SELECT v, COUNT(*) FROM (SELECT DISTINCT home, v FROM ({sql}) AS x) AS y GROUP BY v"  # noqa: S608 - as above
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return Counter(dict(cursor.fetchall()))


def _sql(rows: QuerySet) -> tuple[str, tuple]:
    """A query of (home, v): who is meant, and the one value that `rows` ask for."""
    (value,) = rows.query.values_select
    own = models.Cluster.objects.filter(public=False, mention_id=OuterRef("mention_id")).values("cluster_id")
    wanted = rows.annotate(home=Coalesce(Subquery(own[:1]), F("mention_id")), v=F(value))
    return wanted.values("home", "v").query.sql_with_params()


def _homed(reader: Actor, rows: QuerySet) -> list[tuple[str, str]]:
    (value,) = rows.query.values_select
    of = queries.clusters(reader)
    return [(of.get(one, one), said) for one, said in rows.values_list("mention_id", value)]


def _firsts(reader: Actor, rows: QuerySet) -> dict[str, str]:
    found: dict[str, list[str]] = defaultdict(list)
    for home, value in _homed(reader, rows):
        found[home].append(value)
    return {home: min(values) for home, values in found.items()}
