"""Metric math on one datapoint of each metric, as CloudWatch computes it for an alarm of a single period.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

Value = float | None
"""A datapoint; none where there is no data."""

_ARITHMETIC: Mapping[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISON: Mapping[type, Callable[[float, float], bool]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
}
_ARRAY: Mapping[str, Callable[[list[float]], float]] = {"MAX": max, "MIN": min, "SUM": sum}


Datapoints = Callable[[str, int], Value]
"""Gives the datapoint of an id, so many periods before the one that is looked at."""


def compute(expression: str, datapoints: Datapoints, age: int = 0) -> Value:
    """Give an expression's datapoint.

    Parameters
    ----------
    expression
        The expression.
    datapoints
        What it is made of.
    age
        Of how many periods ago.
    """
    return _value(_parsed(expression), partial(_before, datapoints, age))


def _before(datapoints: Datapoints, periods: int, name: str, age: int) -> Value:
    return datapoints(name, age + periods)


@cache
def _parsed(expression: str) -> ast.expr:
    return ast.parse(expression, mode="eval").body


def _value(node: ast.expr, datapoints: Datapoints) -> Value:
    match node:
        case ast.Constant(value=value):
            return float(str(value))
        case ast.Name(id=name):
            return datapoints(name, 0)
        case ast.BinOp(left=left, op=sign, right=right):
            return _both(_ARITHMETIC[type(sign)], _value(left, datapoints), _value(right, datapoints))
        case ast.Compare(left=left, ops=[sign], comparators=[right]):
            return _both(_COMPARISON[type(sign)], _value(left, datapoints), _value(right, datapoints))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, arguments, datapoints)
    raise NotImplementedError(ast.dump(node))


def _call(name: str, arguments: list[ast.expr], datapoints: Datapoints) -> Value:
    match name, arguments:
        case "FILL", [metric, filling]:
            value = _value(metric, datapoints)
            return _value(filling, datapoints) if value is None else value
        case "DIFF", [metric]:
            return _both(
                operator.sub, _value(metric, datapoints), _value(metric, partial(_before, datapoints, 1))
            )
        case "IF", [condition, then, otherwise]:
            holds = _value(condition, datapoints)
            return None if holds is None else _value(then if holds else otherwise, datapoints)
        case _, [ast.List(elts=elements)]:
            # "Array functions pass over missing data."
            known = [value for each in elements if (value := _value(each, datapoints)) is not None]
            return _ARRAY[name](known) if known else None
    raise NotImplementedError(name)


def _both(sign: Callable[[float, float], Any], left: Value, right: Value) -> Value:
    if left is None or right is None or (sign is operator.truediv and right == 0):
        return None
    return float(sign(left, right))
