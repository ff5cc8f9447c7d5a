from pathlib import Path

import pytest

from local import paths
from local.errors import LocalError, tail
from local.paths import State, require_setup
from local.supervision.exclusive import exclusive


def test_a_checkout_that_is_not_set_up_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "EMULATOR_PYTHON", paths.ROOT / ".local/none/bin/python")
    with pytest.raises(
        LocalError, match=r"not set up: \.local/none/bin/python is missing\. Run `make setup`\."
    ):
        require_setup()


def test_a_checkout_that_is_set_up_is_fine() -> None:
    require_setup()


def test_clearing_leaves_the_logs(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    state.prepare()
    state.log("deploy").write_text("the story", encoding="utf-8")
    state.resources.touch()
    (state.services / "shop").mkdir(parents=True)
    state.clear()
    assert [path.name for path in state.directory.iterdir()] == ["logs"]
    assert tail(state.log("deploy")) == ["the story"]


def test_the_end_of_a_log_that_is_not_there_is_nothing(tmp_path: Path) -> None:
    assert tail(tmp_path / "none.log") == []


def test_one_command_holds_a_state_folder(tmp_path: Path) -> None:
    state = State(tmp_path)
    state.prepare()
    with exclusive(state), pytest.raises(LocalError, match="Another command works on"), exclusive(state):
        pytest.fail("two hold it")
    with exclusive(state):
        pass
