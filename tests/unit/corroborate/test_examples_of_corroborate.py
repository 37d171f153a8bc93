"""The example at the head of every module of corroborate holds."""

import doctest
import importlib
from pathlib import Path

import pytest

import tizim.corroborate

MODULES = sorted(p.stem for p in Path(tizim.corroborate.__file__).parent.glob("*.py") if p.stem != "__init__")


@pytest.mark.parametrize("name", MODULES)
def test_the_example_holds(name):
    results = doctest.testmod(importlib.import_module(f"tizim.corroborate.{name}"))
    assert results.attempted and not results.failed
