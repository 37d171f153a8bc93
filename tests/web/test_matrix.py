"""Role × page × method × stage: every cell of matrix.txt against a real request, and none is missing."""

import os

import matrix_cells
import pytest

from tizim.web.urls import ROUTES

pytest_plugins = ["at_the_sign_in"]


@pytest.mark.slow
def test_every_cell_is_as_the_matrix_says(archive, with_sign_in):
    found = matrix_cells.all_cells(archive, with_sign_in)
    if os.environ.get("TIZIM_WRITE_MATRIX"):  # set by tools/matrix.py
        matrix_cells.FILE.write_text(matrix_cells.written(found), "utf-8")
    held = matrix_cells.read()
    assert sorted(found) == sorted(held), "run tools/matrix.py, and read what it changed"
    wrong = {cell: (column, status, found[cell][column]) for cell, row in held.items()
             for column, status in row.items() if found[cell][column] != status}  # fmt: skip
    assert wrong == {}, "(column, held, found)"


def test_every_page_and_method_has_a_line():
    wanted = {(route.name, method) for route in ROUTES for method in ("GET", "POST") if route.asks(method)}
    assert wanted <= set(matrix_cells.read()), "run tools/matrix.py"


def test_nothing_of_the_archive_is_reached_before_somebody_is_signed_in():
    """By the matrix alone: a page that asks a role sends every earlier stage away."""
    entrance = {route.name for route in ROUTES if {route.read, route.write} & {"open", "entered"}}
    for (page, method), row in matrix_cells.read().items():
        if page in entrance or page in matrix_cells.BESIDE or "seated" in method:
            continue
        assert (row["stranger"], *(row[stage] for stage in matrix_cells.BEFORE[1:])) == (403, 303, 303, 303, 303), page
        assert row["left"] == 403, page
