"""Rules over several values. Each is checked wherever the values it needs are valid by themselves."""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any

from stacks.settings.problems import MISSING, Problem

Values = Mapping[str, Any]

_RUN_SERVICES = ("local", "dev", "staging", "prod")
_WITHOUT_OUR_NAMES = ("apprunner", "express")
_PRODUCTION = "prod"
_LOCAL = "local"
_LOCAL_ACCOUNT = "000000000000"
_LOCAL_REGION = "us-east-1"
_FEWEST_PRODUCTION_TASKS = 2
_WAYS_TO_PEOPLE = ("email", "https", "slack", "teams")


def broken_rules(valid: Values) -> Iterator[Problem]:
    """Find every broken rule.

    Parameters
    ----------
    valid
        Environments by name, with those of their values that are valid by themselves.
    """
    environments = {name: valid[name] for name in _RUN_SERVICES if name in valid}
    for name, values in environments.items():
        yield from _zones_are_in_the_region(name, values)
        yield from _maximum_is_not_below_minimum(name, values)
        yield from _clusters_reach_the_internet(name, values)
        yield from _the_name_leads_somewhere(name, values)
    yield from _production_is_safe(environments.get(_PRODUCTION, {}))
    yield from _only_the_local_one_is_local(environments)
    yield from _networks_do_not_overlap(environments)
    yield from _no_two_share_a_region_of_an_account(environments)
    yield from _no_two_share_a_domain(environments)
    yield from _bootstraps_trust_the_pipeline(environments, valid.get("tooling", {}))
    yield from _the_source_follows_the_branches(valid.get("tooling", {}).get("delivery", {}))


def _zones_are_in_the_region(name: str, values: Values) -> Iterator[Problem]:
    region = values.get("region")
    if region is None:
        return
    for index, zone in enumerate(values.get("availability_zones", ())):
        letter = zone.removeprefix(region)
        if letter == zone or len(letter) != 1 or not ("a" <= letter <= "z"):
            yield _problem(
                f"{name}.availability_zones.{index}", zone, f"a zone of {region}, such as {region}a"
            )


def _clusters_reach_the_internet(name: str, values: Values) -> Iterator[Problem]:
    if values.get("nat") == "none" and "eks" in values.get("runtimes", {}).values():
        yield _problem(
            f"{name}.nat", "none", "single or per-az: a cluster's controllers come from the internet"
        )


def _the_name_leads_somewhere(name: str, values: Values) -> Iterator[Problem]:
    front = values.get("runtimes", {}).get("storefront")
    if values.get("domain") is not None and front in _WITHOUT_OUR_NAMES:
        yield _problem(
            f"{name}.runtimes.storefront",
            front,
            "ecs or eks, which the environment's domain can lead to; or let domain be null",
        )


def _maximum_is_not_below_minimum(name: str, values: Values) -> Iterator[Problem]:
    sizes = values.get("sizes", {})
    minimum, maximum = sizes.get("minimum_tasks"), sizes.get("maximum_tasks")
    if minimum is not None and maximum is not None and maximum < minimum:
        yield _problem(f"{name}.sizes.maximum_tasks", maximum, f"at least minimum_tasks, {minimum}")


def _production_is_safe(values: Values) -> Iterator[Problem]:
    demands: tuple[tuple[str, Any, Callable[[Any], bool], str], ...] = (
        (
            "domain",
            values.get("domain", MISSING),
            lambda domain: domain is not None,
            "a domain with name and hosted_zone_id: production is reached over TLS",
        ),
        (
            "deletion_protection",
            values.get("deletion_protection", MISSING),
            lambda protection: protection,
            "true: production is protected from deletion",
        ),
        (
            "sizes.minimum_tasks",
            values.get("sizes", {}).get("minimum_tasks", MISSING),
            lambda tasks: tasks >= _FEWEST_PRODUCTION_TASKS,
            f"at least {_FEWEST_PRODUCTION_TASKS}: production survives the loss of a zone",
        ),
        (
            "on_call.page",
            values.get("on_call", {}).get("page", MISSING),
            _may_name_someone,
            "an object that names someone: somebody is called when production breaks its promise",
        ),
        (
            "on_call.ticket",
            values.get("on_call", {}).get("ticket", MISSING),
            _may_name_someone,
            "an object that names someone: somebody hears of production's slower troubles",
        ),
    )
    for path, given, is_met, allowed in demands:
        if given is not MISSING and not is_met(given):
            yield _problem(f"{_PRODUCTION}.{path}", given, allowed)


def _may_name_someone(targets: Values) -> bool:
    """Say whether somebody is told, or may be: what is wrong by itself is not here."""
    return any(targets.values()) or set(_WAYS_TO_PEOPLE) > set(targets)


def _networks_do_not_overlap(environments: Mapping[str, Values]) -> Iterator[Problem]:
    """Compare those networks that may be connected one day, which the local one is not."""
    networks = {
        name: values["cidr"] for name, values in environments.items() if name != _LOCAL and "cidr" in values
    }
    for (first, one), (second, other) in combinations(networks.items(), 2):
        if one.overlaps(other):
            yield _problem(
                f"{second}.cidr",
                str(other),
                f"a network that does not overlap environments.{first}.cidr, {one}",
            )


def _no_two_share_a_region_of_an_account(environments: Mapping[str, Values]) -> Iterator[Problem]:
    """Tracing is switched on once in an account's region, by the one environment that has it."""
    places: dict[tuple[str, str], str] = {}
    for name, values in environments.items():
        if "account" in values and "region" in values:
            place = (values["account"], values["region"])
            holder = places.setdefault(place, name)
            if holder != name:
                yield _problem(
                    f"{name}.account",
                    place[0],
                    f"another account, or another region: environments.{holder} has it in {place[1]} already",
                )


def _only_the_local_one_is_local(environments: Mapping[str, Values]) -> Iterator[Problem]:
    """Keep the account that is none, which the local AWS has, to the environment that goes there."""
    for name, values in environments.items():
        account = values.get("account")
        if account is None or (account == _LOCAL_ACCOUNT) == (name == _LOCAL):
            continue
        allowed = "the local AWS's account, 000000000000" if name == _LOCAL else "the id of a real account"
        yield _problem(f"{name}.account", account, allowed)
    region = environments.get(_LOCAL, {}).get("region", _LOCAL_REGION)
    if region != _LOCAL_REGION:
        yield _problem(f"{_LOCAL}.region", region, f"the local AWS's region, {_LOCAL_REGION}")


def _no_two_share_a_domain(environments: Mapping[str, Values]) -> Iterator[Problem]:
    """Keep each name to the one load balancer that it can lead to."""
    holders: dict[str, str] = {}
    for name, values in environments.items():
        domain = (values.get("domain") or {}).get("name")
        if domain is not None and (holder := holders.setdefault(domain, name)) != name:
            yield _problem(
                f"{name}.domain.name", domain, f"another name: environments.{holder}.domain has this one"
            )


def _bootstraps_trust_the_pipeline(environments: Mapping[str, Values], tooling: Values) -> Iterator[Problem]:
    """Have every environment that is promoted to let the pipeline in."""
    pipeline = tooling.get("account")
    for name, values in environments.items():
        trusted = values.get("bootstrap_trusts")
        if name == _LOCAL or pipeline is None or trusted is None or "account" not in values:
            continue
        if pipeline not in (values["account"], *trusted):
            yield _problem(
                f"{name}.bootstrap_trusts",
                list(trusted),
                f"a list with the pipeline's account, {pipeline}: bootstrap {values['account']} as "
                "`python -m goldenpath bootstrap-commands` says, and name it here",
            )


def _the_source_follows_the_branches(delivery: Values) -> Iterator[Problem]:
    """Keep Gitflow, with its many release branches, to sources that can follow a pattern."""
    source = delivery.get("source", {})
    if delivery.get("git") == "gitflow" and "connection" in source and source["connection"] is None:
        yield _problem(
            "tooling.delivery.git",
            "gitflow",
            "trunk: CodeCommit and S3 cannot start a pipeline for every release/* branch; a connection can",
        )


def _problem(path: str, given: Any, allowed: str) -> Problem:
    return Problem(f"environments.{path}", given, allowed)
