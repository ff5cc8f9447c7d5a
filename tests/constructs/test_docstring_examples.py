"""The examples that the library's documentation shows, run."""

import doctest

import pytest

import goldenpath


@pytest.mark.parametrize("name", goldenpath.__all__)
def test_examples_run(name: str) -> None:
    finder = doctest.DocTestFinder(recurse=False)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.REPORT_ONLY_FIRST_FAILURE)
    examples = [test for test in finder.find(getattr(goldenpath, name), name) if test.examples]
    failures: list[str] = []
    for test in examples:
        runner.run(test, out=failures.append)

    assert not failures, "".join(failures)


@pytest.mark.parametrize(
    "name", [name for name in goldenpath.__all__ if isinstance(getattr(goldenpath, name), type)]
)
def test_every_public_class_shows_one(name: str) -> None:
    assert ">>> " in (getattr(goldenpath, name).__doc__ or "")
