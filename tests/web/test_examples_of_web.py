"""The examples in the modules of the desk hold."""

import doctest

import pytest

from tizim.web import faults, headers, isolated


@pytest.mark.parametrize("module", [faults, headers, isolated], ids=lambda module: module.__name__)
def test_the_examples_hold(module):
    found = doctest.testmod(module)
    assert found.attempted and not found.failed
