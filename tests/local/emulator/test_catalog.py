"""Schemas are found by region and read by path."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from local.emulator.catalog import SchemaCatalog

if TYPE_CHECKING:
    from pathlib import Path


def test_a_schema_says_what_identifies_and_what_replaces(catalog: SchemaCatalog) -> None:
    schema = catalog.find("AWS::EC2::FlowLog", "us-east-1")
    assert schema is not None
    assert schema.primary_identifier == ["Id"]
    assert schema.read_only == ["Id"]
    assert "TrafficType" in schema.create_only
    assert "Tags" not in schema.create_only
    assert schema.service == "ec2"


def test_a_type_that_does_not_exist_has_no_schema(catalog: SchemaCatalog) -> None:
    assert catalog.find("AWS::EC2::Teapot", "us-east-1") is None


def test_references_are_followed_through_lists(catalog: SchemaCatalog) -> None:
    schema = catalog.find("AWS::EC2::FlowLog", "us-east-1")
    assert schema is not None
    assert schema.fragment("Tags/*/Key")["type"] == "string"
    assert schema.fragment("Nothing/Here") == {}


def test_regions_differ_and_an_unlisted_one_is_like_the_first(tmp_path: Path) -> None:
    for folder in ("providers", "resources"):
        (tmp_path / folder).mkdir()
    (tmp_path / "providers/us-east-1.json").write_text(json.dumps({"A::B::C": "one", "A::B::D": "two"}))
    (tmp_path / "providers/eu-west-9.json").write_text(json.dumps({"A::B::C": "one"}))
    for name in ("one", "two"):
        (tmp_path / f"resources/{name}.json").write_text("{}")
    catalog = SchemaCatalog(tmp_path)

    assert catalog.find("A::B::D", "us-east-1") is not None
    assert catalog.find("A::B::D", "eu-west-9") is None
    assert catalog.find("A::B::D", "xx-new-1") is not None


def test_a_schema_is_read_once(catalog: SchemaCatalog) -> None:
    first = catalog.find("AWS::EC2::EIP", "us-east-1")
    assert first is catalog.find("AWS::EC2::EIP", "us-east-1")
