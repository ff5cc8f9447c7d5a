"""Metric math on one datapoint of each metric, as CloudWatch computes it for alarms and for graphs.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
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
_ARRAY: Mapping[str, Callable[[list[float]], float]] = {
    "AVG": lambda values: sum(values) / len(values),
    "MAX": max,
    "MIN": min,
    "SUM": sum,
}
_ALL = "METRICS"


Datapoints = Callable[[str, int], Value]
"""Gives the datapoint of an id, so many periods before the one that is looked at."""


@dataclass(frozen=True, kw_only=True)
class Graph:
    """What an expression knows in a graph, and not in an alarm.

    Parameters
    ----------
    oldest
        How many periods ago the graph's first one was.
    metrics
        The ids of its metrics; expressions are not among them.
    """

    oldest: int
    metrics: Sequence[str]


def compute(expression: str, datapoints: Datapoints, age: int = 0, graph: Graph | None = None) -> Value:
    """Give an expression's datapoint.

    Parameters
    ----------
    expression
        The expression.
    datapoints
        What it is made of.
    age
        Of how many periods ago.
    graph
        The graph that it is in; without, it is an alarm's.
    """
    return _Moment(datapoints, age, graph).value(parse(expression))


@cache
def parse(expression: str) -> ast.expr:
    """Take an expression apart.

    Parameters
    ----------
    expression
        The expression.
    """
    return ast.parse(expression.strip(), mode="eval").body


def listed(node: ast.expr, metrics: Sequence[str]) -> list[ast.expr] | None:
    """Give the elements of what an expression takes as an array; none where it is no array.

    Parameters
    ----------
    node
        The expression, taken apart.
    metrics
        The ids of all metrics.
    """
    match node:
        case ast.List(elts=elements):
            return elements
        case ast.Call(func=ast.Name(id=name), args=arguments) if name == _ALL:
            (part,) = [str(each.value) for each in arguments if isinstance(each, ast.Constant)] or [""]
            return [ast.Name(id=metric) for metric in metrics if part in metric]
    return None


@dataclass(frozen=True)
class _Moment:
    """The period that is looked at."""

    datapoints: Datapoints
    age: int
    graph: Graph | None

    def before(self, periods: int) -> "_Moment":
        return replace(self, age=self.age + periods)

    def value(self, node: ast.expr) -> Value:
        is_before_graph = self.graph is not None and self.age > self.graph.oldest
        return None if is_before_graph else self._computed(node)

    def _computed(self, node: ast.expr) -> Value:
        match node:
            case ast.Constant(value=value):
                return float(str(value))
            case ast.Name(id=name):
                return self.datapoints(name, self.age)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return _both(operator.sub, 0.0, self.value(operand))
            case ast.BinOp(left=left, op=sign, right=right):
                return _both(_ARITHMETIC[type(sign)], self.value(left), self.value(right))
            case ast.Compare(left=left, ops=[sign], comparators=[right]):
                return _both(_COMPARISON[type(sign)], self.value(left), self.value(right))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, arguments)
        raise NotImplementedError(ast.dump(node))

    def _call(self, name: str, arguments: list[ast.expr]) -> Value:
        match name, arguments:
            case "FILL", [metric, filling]:
                value = self.value(metric)
                return self.value(filling) if value is None else value
            case "DIFF", [metric]:
                return _both(operator.sub, self.value(metric), self.before(1).value(metric))
            case "IF", [condition, then, otherwise]:
                holds = self.value(condition)
                return None if holds is None else self.value(then if holds else otherwise)
            case "RUNNING_SUM", [metric]:
                return self._running_sum(metric)
            case _, [array] if name in _ARRAY:
                return self._of_array(_ARRAY[name], array)
        raise NotImplementedError(name)

    def _running_sum(self, metric: ast.expr) -> Value:
        if self.graph is None:
            raise NotImplementedError("RUNNING_SUM, which is only known in a graph")
        if self.value(metric) is None:
            return None
        periods = range(self.graph.oldest - self.age + 1)
        return sum(value for back in periods if (value := self.before(back).value(metric)) is not None)

    def _of_array(self, function: Callable[[list[float]], float], array: ast.expr) -> Value:
        # "Array functions pass over missing data."
        known = list(self._known(array))
        return function(known) if known else None

    def _known(self, array: ast.expr) -> Iterator[float]:
        elements = listed(array, self.graph.metrics if self.graph else ())
        if elements is None:
            raise NotImplementedError(f"{ast.unparse(array)}, which is no list")
        for each in elements:
            value = self.value(each)
            if value is not None:
                yield value


def _both(sign: Callable[[float, float], Any], left: Value, right: Value) -> Value:
    if left is None or right is None or (sign is operator.truediv and right == 0):
        return None
    return float(sign(left, right))
