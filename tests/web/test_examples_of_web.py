"""The examples in the modules of the desk hold."""

import doctest

import pytest

from tizim.web import faults, fields, headers, isolated, parts


@pytest.mark.parametrize("module", [faults, fields, headers, isolated, parts], ids=lambda module: module.__name__)
def test_the_examples_hold(module):
    found = doctest.testmod(module)
    assert found.attempted and not found.failed
