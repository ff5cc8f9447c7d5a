"""What intrinsic functions come to when a stack is deployed."""

from collections.abc import Mapping
from typing import Any


def deployed(value: Any, attributes: Mapping[str, Any]) -> Any:
    """Work a value of a template out, with what AWS gives for attributes; a resource's own name stays."""
    if isinstance(value, list):
        return [deployed(item, attributes) for item in value]
    if not isinstance(value, dict):
        return value
    worked = {name: deployed(item, attributes) for name, item in value.items()}
    match worked:
        case {"Ref": name}:
            worked = name
        case {"Fn::GetAtt": [_, attribute]}:
            worked = attributes[attribute]
        case {"Fn::Join": [delimiter, parts]}:
            worked = delimiter.join(parts)
        case {"Fn::Split": [delimiter, text]}:
            worked = text.split(delimiter)
        case {"Fn::Select": [index, items]}:
            worked = items[int(index)]
    return worked
