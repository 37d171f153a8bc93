"""The examples in the docstrings of core and statements run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import tizim.core
import tizim.statements

PACKAGES = (tizim.core, tizim.statements)
MODULES = sorted(
    f"{p.__name__}.{m.name}" for p in PACKAGES for m in pkgutil.iter_modules(p.__path__) if m.name != "ids"
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_run(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
