"""What one account says of one person: the row that the generator gives, with the truth beside it. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass

FIELDS = (
    "mention_id", "person_id", "account_id", "system", "name", "other_names", "sex", "born", "ethnicity", "county",
    "village", "father", "relatives", "occupation", "id_number", "twin_group", "true_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One mention. Everything but the ids, `twin_group` and `true_name` is as told: it may be wrong or "".

    person_id    the truth: two mentions are of one person exactly if this is equal
    system       in which the names are written: a code of `people.writing.SYSTEMS`
    born         EDTF: a day, month, year, "1980~", or the range that an age gives, such as "[1979..1980]"
    county       six-digit code of a division; sex, ethnicity, relations: codes of the project's vocabularies
    relatives    (relation, name as told): the related person IS the <relation> of this one
    twin_group   id of the planted twins that this person belongs to, or ""
    true_name    without noise, in the system of the generator's lists: equal for namesakes; not for matchers to see
    """

    mention_id: str
    person_id: str
    account_id: str
    name: str
    other_names: tuple[str, ...] = ()
    sex: str = ""
    born: str = ""
    ethnicity: str = ""
    county: str = ""
    village: str = ""
    father: str = ""
    relatives: tuple[tuple[str, str], ...] = ()
    occupation: str = ""
    id_number: str = ""
    twin_group: str = ""
    system: str = ""
    true_name: str = ""


def row(told: Told) -> list[str]:
    """The mention as a line of a CSV file, in the order of FIELDS; several values are separated by " | "."""
    values = {name: getattr(told, name) for name in FIELDS}
    values["other_names"] = " | ".join(told.other_names)
    values["relatives"] = " | ".join(f"{relation}: {name}" for relation, name in told.relatives)
    return [values[name] for name in FIELDS]
