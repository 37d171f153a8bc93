"""The examples in the docstrings of names and resolve hold."""

import doctest
import importlib
import pkgutil

import pytest

import tizim.names
import tizim.resolve

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (tizim.names, tizim.resolve)
    for module in pkgutil.iter_modules(package.__path__)
    if module.name != "__main__"
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_hold(module):
    assert doctest.testmod(importlib.import_module(module)).failed == 0
