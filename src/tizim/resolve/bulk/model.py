"""Fields and levels (`resolve.levels`) as a Splink model: the same names, the same order, the same hand-set shares.

Names, fathers, villages and relatives are compared before (`alike`), so what a pair brings for them stands in its
`match_key`, one character each: the rank of the best two names, or "-" for nothing to compare. Everything else is
compared in SQL that DuckDB and Spark both read. Photographs count as files only; accounts never meet themselves.

>>> shares()["sex"]["same"]
(0.99, 0.6)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tizim.resolve.bulk.alike import TURNED_RANK, rank_of
from tizim.resolve.levels import AGREE, FIELD_OF, FIELDS, NOTHING, WIDE_YEARS, Field

RANKED = ("name", "father", "village", "relatives")  # in the order of the characters of a pair's way
LISTED = {
    "ethnicity": "ethnicities",
    "profession": "professions",
    "id_number": "id_numbers",
    "photograph": "photographs",
}
BY_HAND = frozenset({"id_number", "photograph"})  # told too seldom to be estimated
TOO_RARE = {("birth", "same_day")}  # so rare among different people that estimating leads to never

Shares = Mapping[str, Mapping[str, tuple[float, float]]]  # field → level → (m, u)


def shares() -> dict[str, dict[str, tuple[float, float]]]:
    """The shares set by hand, of the fields that are compared in bulk."""
    return {
        field.code: {level.code: (level.m, level.u) for level in field.levels if level.code != NOTHING}
        for field in FIELDS
        if field.code != "account"
    }


def settings(of: Shares, chance: float, overlap: str, way: str = "match_key") -> dict[str, Any]:
    """Splink's settings. `chance`: that two mentions at random are one person. `way`: the column with the ranks."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": chance,
        "comparisons": [_comparison(FIELD_OF[code], of[code], overlap, way) for code in of],
        "blocking_rules_to_generate_predictions": ["l.called = r.called"],  # never used: `candidates` finds the pairs
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "max_iterations": 60,
        "em_convergence": 0.0005,
    }


def _comparison(field: Field, of: Mapping[str, tuple[float, float]], overlap: str, way: str) -> dict[str, Any]:
    conditions = _conditions(field, overlap, way)
    levels: list[dict[str, Any]] = [
        {"sql_condition": conditions[NOTHING], "label_for_charts": NOTHING, "is_null_level": True}
    ]
    for code, (m, u) in of.items():
        level = {
            "sql_condition": "ELSE" if code == list(of)[-1] else conditions[code], "label_for_charts": code,
            "m_probability": m, "u_probability": u, "fix_u_probability": (field.code, code) in TOO_RARE,
        }  # fmt: skip
        if field.code == "name" and field.level(code).outcome == AGREE:
            level |= {"tf_adjustment_column": "called", "disable_tf_exact_match_detection": True}
        levels.append(level)
    return {"output_column_name": field.code, "comparison_levels": levels}


def _conditions(field: Field, overlap: str, way: str) -> dict[str, str]:
    """Level → SQL; the last level of a field has none: it is everything else."""
    if field.code in RANKED:
        rank = f"substr({way}, {RANKED.index(field.code) + 1}, 1)"
        bounds = {
            level.code: f"{rank} >= '{rank_of(level.least)}' and {rank} <> '{TURNED_RANK}'"
            for level in field.levels
            if level.least
        }
        return {NOTHING: f"{rank} = '-'", "turned": f"{rank} = '{TURNED_RANK}'", **bounds}
    if field.code == "birth":
        return _births()
    if field.code == "county":
        return _counties(overlap)
    if field.code == "sex":
        return {NOTHING: "sexes_l < 0 or sexes_r < 0", "same": "(sexes_l & sexes_r) <> 0"}
    column = LISTED[field.code]
    shared = f"{overlap}({column}_l, {column}_r)"
    if field.code == "photograph":  # two different pictures say nothing
        return {NOTHING: f"not coalesce({shared}, false)", "same_file": shared}
    return {NOTHING: f"{column}_l is null or {column}_r is null", "same": shared}


def _births() -> dict[str, str]:
    """As `levels.birth_level`, for years of birth from `first` to `last` and a day where one is told."""
    gap = "greatest(first_l - last_r, first_r - last_l)"
    return {
        NOTHING: "first_l < 0 or first_r < 0",
        "same_day": "day_l >= 0 and day_l = day_r",
        "same_year": f"{gap} <= 0 and last_l - first_l + last_r - first_r + 1 <= {WIDE_YEARS}",
        "spans_meet": f"{gap} <= 0",
        "within_one": f"{gap} <= 1",
        "within_three": f"{gap} <= 3",
    }


def _counties(overlap: str) -> dict[str, str]:
    """As `levels.county_level`."""

    def meet(one: str, other: str) -> str:
        return f"coalesce({overlap}({one}_l, {other}_r), false)"

    vague = f"({meet('vague', 'regions')} or {meet('regions', 'vague')}) and not {meet('vague', 'vague')}"
    return {
        NOTHING: f"regions_l is null or regions_r is null or ({vague} and not {meet('prefectures', 'prefectures')})",
        "same": meet("counties", "counties"),
        "same_prefecture": " or ".join(
            (meet("wholes", "prefectures"), meet("prefectures", "wholes"), meet("vague", "vague"))
        ),
        "near": meet("prefectures", "prefectures"),
    }


def learned(model: Mapping[str, Any], before: Shares) -> dict[str, dict[str, tuple[float, float]]]:
    """The shares in a Splink model, as `Linker.misc.save_model_to_json` gives it. What it could not see stays."""
    found = {code: dict(levels) for code, levels in before.items()}
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            m, u = level.get("m_probability"), level.get("u_probability")
            field, code = comparison["output_column_name"], level.get("label_for_charts")
            if isinstance(m, float) and isinstance(u, float):
                found[field][code] = (min(max(m, 1e-4), 1.0), min(max(u, 1e-6), 1.0))
    return found
