"""Names of branches, as Git itself judges them."""

import subprocess

from hypothesis import example, given
from hypothesis import strategies as st

from goldenpath import GitStrategy

PARTS = st.lists(
    st.sampled_from(["main", "/", ".", "..", "-", "@", "{", "~", " ", "x.lock", "ü", "a"]), max_size=4
)


@given(PARTS.map("".join))
@example("@")
@example("")
@example("feature/x.lock/y")
def test_it_refuses_what_git_refuses(branch: str) -> None:
    git = subprocess.run(
        ["git", "check-ref-format", f"refs/heads/{branch}"],  # noqa: S607
        check=False,
    )
    refused_by_git = git.returncode != 0 or branch.startswith("-") or branch == "@"
    assert bool(list(GitStrategy.trunk(branch).problems(["dev"]))) == refused_by_git
