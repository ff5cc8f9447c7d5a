"""Properties are checked as CloudFormation checks them: every error, with its path, leniently typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.emulator.catalog import ResourceSchema
from local.emulator.leniency import as_number, as_text, is_kind, same
from local.emulator.validation import explanation, problems

if TYPE_CHECKING:
    from local.emulator.catalog import SchemaCatalog

SCALARS = st.one_of(st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))

ONE_OF_TWO = [{"required": ["A"]}, {"required": ["B"]}]
TWO_TYPES = [{"type": "boolean"}, {"type": "string"}]


def found(document: dict[str, Any], properties: dict[str, Any]) -> list[str]:
    return [str(problem) for problem in problems(ResourceSchema("Some::Test::Thing", document), properties)]


def rule(fragment: dict[str, Any], value: Any) -> list[str]:
    return found({"properties": {"It": fragment}}, {"It": value})


@given(st.integers())
def test_an_integer_may_be_written_as_a_string(number: int) -> None:
    assert rule({"type": "integer"}, number) == rule({"type": "integer"}, str(number)) == []


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_may_be_written_as_a_string(number: float) -> None:
    assert is_kind(str(number), "number")
    assert as_number(str(number)) == as_number(number)


@given(st.booleans())
def test_a_boolean_may_be_written_as_a_string(value: bool) -> None:
    assert all(is_kind(text, "boolean") for text in (value, str(value), str(value).lower()))


@given(SCALARS)
def test_every_scalar_is_a_string_and_no_scalar_is_a_list_or_an_object(value: Any) -> None:
    assert is_kind(value, "string")
    assert not is_kind(value, "array")
    assert not is_kind(value, "object")
    assert same(value, as_text(value))


@given(st.text().filter(lambda text: text.lower() not in ("true", "false")))
def test_any_other_text_is_no_boolean(text: str) -> None:
    assert not is_kind(text, "boolean")


@pytest.mark.parametrize("value", ["1.5", 1.5, "one", "", True, None, [1], {"a": 1}, "nan"])
def test_what_is_no_integer_is_refused(value: Any) -> None:
    assert len(rule({"type": "integer"}, value)) == 1


@pytest.mark.parametrize(
    ("fragment", "right", "wrong", "says"),
    [
        ({"enum": ["a", 7]}, ["a", 7, "7"], ["A", 8], "must be one of a, 7"),
        ({"enumCaseInsensitive": ["vpc"]}, ["vpc", "VPC"], ["classic"], "must be one of vpc"),
        ({"const": 3}, [3, "3"], [4], "must be 3"),
        ({"pattern": r"^\p{Lu}+$"}, ["ÄÖ"], ["äö"], r"must match the pattern ^\p{Lu}+$"),
        ({"minimum": 2}, [2, "3"], [1, "1"], "must be at least 2"),
        ({"maximum": 2}, [2, "1"], [3, "3"], "must be at most 2"),
        ({"exclusiveMinimum": 2}, [3], [2, "2"], "must be more than 2"),
        ({"exclusiveMaximum": 2}, [1], [2, "2"], "must be less than 2"),
        ({"multipleOf": 0.1}, [0.3, "0.7"], [0.35], "must be a multiple of 0.1"),
        ({"minLength": 2}, ["ab", 12], ["a", 1], "must have at least 2 characters, has 1"),
        ({"maxLength": 2}, ["ab"], ["abc"], "must have at most 2 characters, has 3"),
        ({"minItems": 1}, [[1]], [[]], "must have at least 1 entries, has 0"),
        ({"maxItems": 1}, [[1]], [[1, 2]], "must have at most 1 entries, has 2"),
        ({"maxProperties": 1}, [{"a": 1}], [{"a": 1, "b": 2}], "must have at most 1 entries, has 2"),
        ({"requiredOr": ["A", "B"]}, [{"A": 1}, {"A": 1, "B": 2}], [{"C": 1}], "must have one of A, B"),
        ({"requiredXor": ["A", "B"]}, [{"A": 1}], [{}, {"A": 1, "B": 2}], "must have exactly one of A, B"),
        ({"dependentExcluded": {"A": ["B"]}}, [{"A": 1}], [{"A": 1, "B": 2}], "cannot stand beside A"),
        ({"oneOf": ONE_OF_TWO}, [{"A": 1}], [{"A": 1, "B": 1}], "exactly one of its 2 forms, takes 2"),
        ({"oneOf": TWO_TYPES}, [True, "true"], [[]], "must be of type boolean"),
        ({"anyOf": ONE_OF_TWO}, [{"A": 1}, {"A": 1, "B": 1}], [{}], "/A is required and missing"),
    ],
)  # fmt: skip
def test_each_rule_takes_the_right_and_names_the_wrong(
    fragment: dict[str, Any], right: list[Any], wrong: list[Any], says: str
) -> None:
    assert [rule(fragment, value) for value in right] == [[] for _ in right]
    for value in wrong:
        assert says in "\n".join(rule(fragment, value))


def test_all_errors_come_at_once_with_path_value_and_what_is_allowed(catalog: SchemaCatalog) -> None:
    schema = catalog.find("AWS::S3::Bucket", "us-east-1")
    assert schema is not None
    wrong = {
        "VersioningConfiguration": {"Status": "On"},
        "BuketName": "typo",
        "Tags": [{"Key": "owner"}],
        "Arn": "arn:aws:s3:::mine",
    }

    text = explanation(schema, "Logs", problems(schema, wrong))

    lines = text.splitlines()
    assert lines[0] == "Properties validation failed for resource Logs (AWS::S3::Bucket):"
    assert lines[1] == '  #/Arn: "arn:aws:s3:::mine" is read-only'
    assert lines[2].startswith(
        '  #/BuketName: "typo" is not a property here; allowed: AbacStatus, Accelerate'
    )
    assert lines[3:] == [
        "  #/Tags/0/Value is required and missing",
        '  #/VersioningConfiguration/Status: "On" must be one of Enabled, Suspended',
    ]


def test_names_may_follow_a_pattern() -> None:
    document = {
        "properties": {
            "It": {"patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": False}
        }
    }
    assert found(document, {"It": {"x-a": 1}}) == []
    assert found(document, {"It": {"x-a": "b", "y": 1}}) == [
        '#/It/x-a: "b" must be of type integer',
        "#/It/y: 1 is not a property here",
    ]


def test_a_pattern_that_only_java_reads_is_not_held_against_a_template() -> None:
    assert rule({"pattern": "(?<name"}, "anything") == []


def test_the_tags_that_cloudformation_adds_are_not_held_against_a_template(catalog: SchemaCatalog) -> None:
    schema = catalog.find("AWS::ECS::Cluster", "us-east-1")
    assert schema is not None
    system = {"Key": "aws:cloudformation:stack-name", "Value": "Shop"}
    assert problems(schema, {"Tags": [{"Key": "owner", "Value": "us"}, system]}) == []
    assert problems(schema, {"Tags": [system]}) == []


def test_a_map_of_tags_is_cleaned_alike() -> None:
    document = {
        "tagging": {"tagProperty": "/properties/Labels"},
        "properties": {"Labels": {"patternProperties": {"^[a-z]+$": {}}, "additionalProperties": False}},
    }
    assert found(document, {"Labels": {"owner": "us", "aws:cloudformation:stack-name": "Shop"}}) == []


def test_a_long_value_is_cut() -> None:
    assert len(rule({"type": "array"}, "x" * 1000)[0]) < 300
