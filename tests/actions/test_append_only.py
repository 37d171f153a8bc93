"""Facts are append-only: the database itself says so, for every table of facts."""

import pytest
from django.db import DatabaseError, connection, transaction

from tizim.db import models
from world import account, take_in


def refused(call) -> bool:
    try:
        with transaction.atomic():
            call()
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize("model", models.FACTS, ids=lambda m: m.__name__)
def test_no_fact_is_updated_or_deleted(archive, model):
    field = next(f for f in model._meta.concrete_fields if f.name == "recorded_by")
    fresh(model)
    assert refused(lambda: model.objects.update(**{field.name: "somebody else"}))
    assert refused(lambda: model.objects.all()._raw_delete(using="default"))


def fresh(model) -> None:
    """A row, so that there is something to protect; foreign keys are not looked at before the transaction ends."""
    if model.objects.exists():
        return
    values = {}
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.null:
            fresh(field.related_model)
            values[field.name] = field.related_model.objects.first()
        elif field.get_internal_type() == "DateField":
            values[field.name] = "2020-01-01"
        elif field.get_internal_type() in ("PositiveIntegerField", "BigIntegerField") and not field.null:
            values[field.name] = 1
    model.objects.create(**values)


def test_log_leaves_never_change(archive):
    assert refused(lambda: models.LogLeaf.objects.update(payload=""))
    assert refused(lambda: models.LogLeaf.objects.all()._raw_delete(using="default"))


def test_an_erase_permit_opens_exactly_its_row_and_never_its_id(archive):
    take_in(archive, account(), account("Serik"))
    one, other = models.Account.objects.order_by("id")
    models.ErasePermit.objects.create(record_id=one.id)
    models.Account.objects.filter(id=one.id).update(title="")
    assert refused(lambda: models.Account.objects.filter(id=other.id).update(title=""))
    assert refused(lambda: models.Account.objects.filter(id=one.id).update(id="0" * 26))


def test_truncating_is_refused_where_the_database_knows_it(archive):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with connection.cursor() as cursor:
        assert refused(lambda: cursor.execute("TRUNCATE tizim_account CASCADE"))
