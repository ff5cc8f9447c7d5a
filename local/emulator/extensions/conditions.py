"""Lets a template's conditions use every function that CloudFormation allows there.

ministack compares an ``Fn::Join`` unresolved and takes ``Ref: AWS::Region`` for its own name, so that
conditions of the CDK's bootstrap template came out wrong.
"""

from __future__ import annotations

import copy
from typing import Any

from ministack.services.cloudformation import changesets, engine, handlers, stacks

from local.emulator.extensions.private import read, replace

_VALUES = frozenset({"Fn::Join", "Fn::Sub", "Fn::Split", "Fn::FindInMap", "Fn::Select"})
_PSEUDO_PARAMETERS = frozenset({"AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::URLSuffix"})


def resolve_values_in_conditions() -> None:
    """Resolve what a condition compares before ministack compares it."""
    evaluate = read(engine, "_evaluate_conditions")

    def evaluate_resolved(template: dict[str, Any], parameters: dict[str, Any]) -> Any:
        if not template.get("Conditions"):
            return evaluate(template, parameters)
        resolved = _resolved(template["Conditions"], parameters, template.get("Mappings", {}))
        return evaluate({**template, "Conditions": resolved}, parameters)

    replace("_evaluate_conditions", evaluate_resolved, changesets, engine, handlers, stacks)


def _resolved(node: Any, parameters: dict[str, Any], mappings: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_resolved(item, parameters, mappings) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("Ref") in _PSEUDO_PARAMETERS or _VALUES & node.keys():
        return read(engine, "_resolve_refs")(copy.deepcopy(node), {}, parameters, {}, mappings, "", "")
    return {key: _resolved(value, parameters, mappings) for key, value in node.items()}
