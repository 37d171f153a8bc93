"""The page of a person: everything told of them, in the order the field knows, with who says so and how they know."""

from rich_person import tolqyn

pytest_plugins = ["at_the_desk"]


def test_a_page_tells_everything_in_the_order_of_the_field(archive, read):
    page = read("Leila", f"/people/{tolqyn(archive)}")
    order = ["testifying", "about", "chronology", "reasons", "status", "official"]
    places = [page.index(f'id="part-{code}"') for code in order]
    places += [page.index(f'id="{name}"') for name in ("contradictions", "findings", "history")]
    assert places == sorted(places)
