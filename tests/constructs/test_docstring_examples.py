"""The examples that the library's documentation shows, run."""

import doctest

import pytest

import goldenpath
import goldenpath.delivery

PUBLIC = {
    name: getattr(module, name) for module in (goldenpath, goldenpath.delivery) for name in module.__all__
}


@pytest.mark.parametrize("name", PUBLIC)
def test_examples_run(name: str) -> None:
    finder = doctest.DocTestFinder(recurse=False)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.REPORT_ONLY_FIRST_FAILURE)
    examples = [test for test in finder.find(PUBLIC[name], name) if test.examples]
    failures: list[str] = []
    for test in examples:
        runner.run(test, out=failures.append)

    assert not failures, "".join(failures)


@pytest.mark.parametrize("name", [name for name, public in PUBLIC.items() if isinstance(public, type)])
def test_every_public_class_shows_one(name: str) -> None:
    assert ">>> " in (PUBLIC[name].__doc__ or "")
