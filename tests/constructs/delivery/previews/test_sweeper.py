"""Which stacks the sweeper removes, in which order, and that it forgets none."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from goldenpath.delivery.previews import names
from goldenpath.delivery.previews.sweeper import index

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = 1_800_000_000
LAYERS = ("Foundation", "Network", "Catalog")


def stack(name: str, age: int = 0, status: str = "CREATE_COMPLETE", **tags: str) -> dict[str, Any]:
    keys = {"number": names.NUMBER_TAG, "expires": names.EXPIRES_TAG}
    return {
        "StackName": name,
        "StackId": f"arn:{name}",
        "StackStatus": status,
        "CreationTime": dt.datetime.fromtimestamp(NOW - age, dt.UTC),
        "Tags": [{"Key": keys[key], "Value": value} for key, value in tags.items()],
    }


def preview(number: int, expires: int, layers: tuple[str, ...] = LAYERS) -> list[dict[str, Any]]:
    return [
        stack(f"preview-{number}-{layer}", age=100 - place, number=str(number), expires=str(expires))
        for place, layer in enumerate(layers)
    ]


class FakeCloudFormation:
    """An account's stacks, one a page; a deletion takes until the next run, or fails."""

    def __init__(
        self, stacks: list[dict[str, Any]], failing: str | None = None, protected: str | None = None
    ) -> None:
        self.stacks = list(stacks)
        self.deleted: list[str] = []
        self._failing = failing
        self._protected = f"arn:{protected}"

    def get_paginator(self, operation: str) -> FakeCloudFormation:
        assert operation == "describe_stacks"
        return self

    def paginate(self) -> Iterator[dict[str, Any]]:
        return ({"Stacks": [each]} for each in list(self.stacks))

    def delete_stack(self, *, StackName: str) -> None:  # noqa: N803 - as boto3 has it
        if StackName == self._protected:
            raise ClientError({"Error": {"Message": "it is protected"}}, "DeleteStack")
        self.deleted.append(StackName.removeprefix("arn:"))
        for each in self.stacks:
            if each["StackId"] == StackName:
                each["StackStatus"] = "DELETE_IN_PROGRESS"

    def wait(self) -> None:
        for each in self.stacks:
            if each["StackStatus"] == "DELETE_IN_PROGRESS" and each["StackName"] == self._failing:
                each["StackStatus"] = "DELETE_FAILED"
        self.stacks = [each for each in self.stacks if each["StackStatus"] != "DELETE_IN_PROGRESS"]


def sweep(account: FakeCloudFormation) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boto3, "client", lambda _: account)
        patch.setattr(index, "time", SimpleNamespace(time=lambda: NOW))
        index.handler({}, None)


def test_it_knows_previews_as_their_build_names_them() -> None:
    assert (index.PREFIX, index.NUMBER, index.EXPIRES) == (
        names.PREFIX,
        names.NUMBER_TAG,
        names.EXPIRES_TAG,
    )


def test_services_go_before_what_they_stand_on_and_each_is_waited_for() -> None:
    account = FakeCloudFormation(preview(7, NOW - 1))
    sweep(account)
    sweep(account)
    assert account.deleted == ["preview-7-Catalog"], "nothing else while one is going"
    for _ in range(3):
        account.wait()
        sweep(account)

    assert account.deleted == ["preview-7-Catalog", "preview-7-Network", "preview-7-Foundation"]


@pytest.mark.parametrize(
    "kept",
    [
        stack("preview-7-Catalog"),
        stack("preview-7-Catalog", number="7"),
        stack("preview-7-Catalog", expires=str(NOW - 1)),
        stack("preview-7-Catalog", number="7", expires="soon"),
        stack("preview-70-Catalog", number="7", expires=str(NOW - 1)),
        stack("dev-Catalog", number="7", expires=str(NOW - 1)),
        stack("preview--Catalog", number="", expires=str(NOW - 1)),
        stack("preview-7-Catalog", number="7", expires=str(NOW + 1)),
    ],
    ids=lambda each: f"{each['StackName']}-{[tag['Value'] for tag in each['Tags']]}",
)
def test_what_is_not_a_preview_whose_time_is_over_stays(kept: dict[str, Any]) -> None:
    account = FakeCloudFormation([kept])
    sweep(account)
    assert account.deleted == []


def test_a_preview_of_which_one_stack_was_pushed_again_stays_whole() -> None:
    account = FakeCloudFormation(
        preview(7, NOW - 1, LAYERS[:2]) + preview(7, NOW + 3600, LAYERS[2:]) + preview(8, NOW - 1)
    )
    sweep(account)
    assert account.deleted == ["preview-8-Catalog"]


def test_what_cannot_be_deleted_is_tried_again_and_told_of() -> None:
    account = FakeCloudFormation(preview(7, NOW - 1) + preview(8, NOW - 1), failing="preview-7-Catalog")
    sweep(account)
    account.wait()
    with pytest.raises(RuntimeError, match="preview-7-Catalog could not be deleted"):
        sweep(account)

    assert account.deleted == [
        "preview-7-Catalog",
        "preview-8-Catalog",
        "preview-7-Catalog",
        "preview-8-Network",
    ]


def test_a_stack_that_may_not_be_deleted_stands_in_no_others_way() -> None:
    account = FakeCloudFormation(preview(7, NOW - 1) + preview(8, NOW - 1), protected="preview-7-Catalog")
    with pytest.raises(RuntimeError, match=r"preview-7-Catalog \(.*it is protected\) could not be deleted"):
        sweep(account)

    assert account.deleted == ["preview-8-Catalog"]


@given(
    expirations=st.dictionaries(st.integers(1, 99_999), st.integers(-5, 5).map(lambda off: NOW + off)),
    layers=st.lists(st.sampled_from(LAYERS), min_size=1, unique=True).map(tuple),
)
def test_it_removes_all_that_is_over_and_nothing_else(
    expirations: dict[int, int], layers: tuple[str, ...]
) -> None:
    stacks = [each for number, when in expirations.items() for each in preview(number, when, layers)]
    account = FakeCloudFormation([*stacks, stack("dev-Catalog"), stack("CDKToolkit")])
    for _ in layers:
        sweep(account)
        account.wait()

    over = [number for number, when in expirations.items() if when <= NOW]
    expected = {f"preview-{number}-{layer}" for number in over for layer in layers}
    assert set(account.deleted) == expected
    assert len(account.deleted) == len(expected)
