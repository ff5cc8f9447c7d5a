"""References are resolved to labels that are the same from everywhere."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs.dashboards.synthesised import Resources, Stack
from docs.dashboards.synthesised.resolver import Resolver, UnresolvedError
from tests.docs.dashboard_examples import dashboard, environment


def stack(name: str, **outputs: Any) -> Stack:
    template = {"Outputs": outputs, "Resources": {}}
    return Stack(name=name, account="111122223333", region="eu-west-1", template=template)


CATALOG = stack(
    "test-Catalog",
    Table={"Value": {"Ref": "Products"}},
    Key={"Value": {"Fn::GetAtt": ["Key", "Arn"]}, "Export": {"Name": {"Fn::Join": [":", ["test", "key"]]}}},
)
SHOP = stack(
    "test-Shop", Table={"Value": {"Fn::GetStackOutput": {"StackName": "test-Catalog", "OutputName": "Table"}}}
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "Log"}, "test-Shop.Log"),
        ({"Fn::GetAtt": ["Blue", "TargetGroupFullName"]}, "test-Shop.Blue.TargetGroupFullName"),
        ({"Ref": "AWS::Region"}, "eu-west-1"),
        (
            {"Fn::Sub": "${AWS::AccountId}.${Blue.Arn}.${Log}"},
            "111122223333.test-Shop.Blue.Arn.test-Shop.Log",
        ),
        (
            {"Fn::GetStackOutput": {"StackName": "test-Catalog", "OutputName": "Table"}},
            "test-Catalog.Products",
        ),
        ({"Fn::GetStackOutput": {"StackName": "test-Shop", "OutputName": "Table"}}, "test-Catalog.Products"),
        ({"Fn::ImportValue": "test:key"}, "test-Catalog.Key.Arn"),
        ({"Fn::Select": [1, {"Fn::Split": ["/", {"Fn::Join": ["/", ["a", {"Ref": "B"}]]}]}]}, "test-Shop.B"),
        ({"a": [{"Ref": "B"}, 1, None]}, {"a": ["test-Shop.B", 1, None]}),
    ],
)
def test_references(value: Any, expected: Any) -> None:
    assert Resolver([CATALOG, SHOP]).resolve(value, SHOP) == expected


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"Fn::Cidr": ["10.0.0.0/16", 2]}, "Fn::Cidr in test-Shop should be one of Ref, Fn::GetAtt"),
        (
            {"Fn::GetStackOutput": {"StackName": "test-Away", "OutputName": "Table"}},
            "test-Shop refers to Table of test-Away, which is not there",
        ),
        ({"Fn::ImportValue": "nothing"}, "test-Shop imports nothing, which no stack exports"),
        ({"Fn::Select": [3, ["a"]]}, "Fn::Select in test-Shop takes number 3"),
    ],
)
def test_what_cannot_be_resolved_is_said(value: Any, problem: str) -> None:
    with pytest.raises(UnresolvedError, match=problem):
        Resolver([CATALOG, SHOP]).resolve(value, SHOP)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text().filter(lambda name: not name.startswith(("Ref", "Fn::"))), inner, max_size=3
        )
    ),
    max_leaves=10,
)


@given(PLAIN)
def test_what_refers_to_nothing_stays_as_it_is(value: Any) -> None:
    assert Resolver([SHOP]).resolve(value, SHOP) == value


def test_a_dashboard_is_read_with_its_references() -> None:
    widget = {"type": "text", "properties": {"markdown": "the shop"}}
    (found,) = environment(Dashboard=dashboard(widget, start="-PT3H")).dashboards

    assert (found.name, found.body["start"]) == ("test-shop", "-PT3H")
    assert found.body["widgets"][0]["properties"] == {"markdown": "the shop"}


def test_a_stack_tells_the_service() -> None:
    shop = environment()
    (group, _) = Resources(shop.stacks).of_type("AWS::ElasticLoadBalancingV2::TargetGroup")

    assert group.label == "test-Shop.Blue"
    assert shop.service_of(f"{group.label}.Arn") == "shop"
