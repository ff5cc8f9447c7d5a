"""Each rule on its own: what is wrong, and the sentence that says so."""

import json
from typing import Any

import pytest

from goldenpath.network.address_plan import AddressPlan
from stacks.settings import Problem, SettingsError, read_settings
from stacks.settings.problems import MISSING
from tests.stacks.settings.spoiling import problems_of, spoil, valid_context

ZONES = "a list of 2 to 4 different zones of the environment's region"
NETWORK = 'a private IPv4 network from /16 to /22, without host bits, such as "10.0.0.0/16"'
ACCOUNT = 'a string of 12 digits, such as "111111111111"'
DOMAIN = "a domain with name and hosted_zone_id: production is reached over TLS"
OTHER_NETWORK = "a network that does not overlap environments.dev.cidr, 10.1.0.0/16"
TASKS = "a whole number from 1 to 5000"


@pytest.mark.parametrize(
    ("path", "value", "allowed"),
    [
        ("environments.dev.account", "12345678901", ACCOUNT),
        ("environments.dev.account", 222222222222, ACCOUNT),
        ("environments.dev.account", "22222222222x", ACCOUNT),
        ("environments.prod.account", "444444444444\n", ACCOUNT),
        ("environments.dev.account", MISSING, ACCOUNT),
        ("environments.tooling.region", "Ireland", 'the name of an AWS region, such as "eu-west-1"'),
        ("environments.dev.availability_zones", ["eu-west-1a"], ZONES),
        ("environments.prod.availability_zones", ["eu-west-1a"], ZONES),
        ("environments.dev.availability_zones", ["eu-west-1a", "eu-west-1a"], ZONES),
        ("environments.dev.availability_zones", "eu-west-1a", ZONES),
        ("environments.dev.cidr", "10.1.0.0/23", NETWORK),
        ("environments.dev.cidr", "10.0.0.0/8", NETWORK),
        ("environments.dev.cidr", "10.1.0.1/16", NETWORK),
        ("environments.dev.cidr", "54.1.0.0/16", NETWORK),
        ("environments.dev.cidr", "10.1.0.0", NETWORK),
        ("environments.dev.cidr", None, NETWORK),
        ("environments.dev.nat", "both", "one of none, single, per-az"),
        ("environments.dev.runtimes", ["eks"], "an object with storefront, catalog, checkout"),
        ("environments.dev.runtimes.catalog", "lambda", "one of ecs, eks, apprunner, express"),
        (
            "environments.prod.runtimes.storefront",
            "express",
            "ecs or eks, which the environment's domain can lead to; or let domain be null",
        ),
        (
            "environments.dev.cluster_access",
            {"platform-team": "root"},
            (
                "an object of names of IAM roles, each with view, edit, admin or cluster-admin: "
                "who may enter an EKS cluster"
            ),
        ),
        ("environments.dev.sizes.minimum_tasks", 0, TASKS),
        ("environments.dev.sizes.minimum_tasks", "1", TASKS),
        ("environments.dev.sizes.maximum_tasks", True, TASKS),
        (
            "environments.dev.log_retention_days",
            8,
            "one of 1, 7, 30, 90, 365: periods that CloudWatch Logs has",
        ),
        ("environments.dev.deletion_protection", "true", "true or false"),
        ("environments.dev.on_call.page.email", ["nobody"], "a list of different e-mail addresses"),
        (
            "environments.dev.on_call.ticket.slack",
            [{"workspace": "T0123ABCD", "channel": "#shop"}],
            (
                "a list of different channels, each with the ids of its workspace and channel, such as "
                '{"workspace": "T0123ABCD", "channel": "C0123ABCD"}'
            ),
        ),
        (
            "environments.dev.canary_minutes",
            61,
            "a whole number from 0, for never, to 60: how often the shop's journeys are tried",
        ),
        (
            "environments.dev.domain.name",
            "Shop.example.com",
            'a lower-case domain name, such as "shop.example.com"',
        ),
        (
            "environments.dev.domain.hosted_zone_id",
            "/hostedzone/Z1",
            "the id of a Route 53 hosted zone: Z, then capitals and digits",
        ),
        ("environments.dev.domain", "dev.example.com", "an object with name, hosted_zone_id"),
        ("environments.tooling.images_kept", 0, "a whole number from 1 to 1000"),
        (
            "environments.tooling.cidr",
            "10.9.0.0/16",
            "removed: allowed here are account, region, images_kept, permissions_boundary, delivery",
        ),
        (
            "environments.qa",
            {},
            "removed: allowed here are local, dev, staging, prod, tooling",
        ),
        (
            "environments.tooling",
            MISSING,
            "an object with account, region, images_kept, permissions_boundary, delivery",
        ),
        ("environments", [], "an object with local, dev, staging, prod, tooling"),
        ("environments", MISSING, "an object with local, dev, staging, prod, tooling"),
        ("environment", "qa", "one of local, dev, staging, prod, tooling"),
        (
            "environments.dev.preview_hours",
            337,
            "a whole number from 0, for no previews of pull requests, to 336",
        ),
        ("preview", "0", "the number of a pull request, from 1 to 99999"),
        ("preview", "100000", "the number of a pull request, from 1 to 99999"),
        ("preview", "12; rm", "the number of a pull request, from 1 to 99999"),
        ("environment", ["dev"], "one of local, dev, staging, prod, tooling"),
        (
            "environments.prod.domain",
            None,
            DOMAIN,
        ),
        (
            "environments.prod.deletion_protection",
            False,
            "true: production is protected from deletion",
        ),
        (
            "environments.prod.sizes.minimum_tasks",
            1,
            "at least 2: production survives the loss of a zone",
        ),
        ("environments.staging.sizes.maximum_tasks", 1, "at least minimum_tasks, 2"),
        (
            "environments.staging.cidr",
            "10.1.128.0/17",
            OTHER_NETWORK,
        ),
        (
            "environments.prod.on_call.page",
            {"email": (), "https": (), "slack": (), "teams": ()},
            "an object that names someone: somebody is called when production breaks its promise",
        ),
        (
            "environments.prod.on_call.ticket",
            {"email": (), "https": (), "slack": (), "teams": ()},
            "an object that names someone: somebody hears of production's slower troubles",
        ),
        ("environments.dev.account", "000000000000", "the id of a real account"),
        ("environments.local.account", "999999999999", "the local AWS's account, 000000000000"),
        (
            "environments.staging.domain.name",
            "dev.shop.example.com",
            "another name: environments.dev.domain has this one",
        ),
        (
            "environments.staging.account",
            "222222222222",
            "another account, or another region: environments.dev has it in eu-west-1 already",
        ),
    ],
)
def test_one_wrong_value_is_the_one_problem(path: str, value: Any, allowed: str) -> None:
    context = valid_context()
    spoil(context, path.split("."), value)
    assert problems_of(context) == (Problem(path, value, allowed),)


@pytest.mark.parametrize("zone", ["us-east-1a", "eu-west-1", "eu-west-1ab", "eu-west-12"])
def test_a_zone_outside_the_region_is_named(zone: str) -> None:
    context = valid_context()
    context["environments"]["dev"]["availability_zones"][1] = zone
    path = "environments.dev.availability_zones.1"
    assert problems_of(context) == (Problem(path, zone, "a zone of eu-west-1, such as eu-west-1a"),)


def test_the_local_environment_stands_where_the_local_aws_is() -> None:
    context = valid_context()
    environment = context["environments"]["local"]
    environment["region"], environment["availability_zones"] = "eu-west-1", ["eu-west-1a", "eu-west-1b"]
    path = "environments.local.region"
    assert problems_of(context) == (Problem(path, "eu-west-1", "the local AWS's region, us-east-1"),)


def test_a_cluster_needs_nat() -> None:
    context = valid_context()
    spoil(context, ["environments", "dev", "runtimes", "catalog"], "eks")
    spoil(context, ["environments", "dev", "nat"], "none")

    assert problems_of(context) == (
        Problem(
            "environments.dev.nat",
            "none",
            "single or per-az: a cluster's controllers come from the internet",
        ),
    )


def test_the_local_network_may_be_like_any_other() -> None:
    context = valid_context()
    spoil(context, ["environments", "local", "cidr"], context["environments"]["prod"]["cidr"])
    assert read_settings(context)


def test_everything_is_told_at_once_in_one_list() -> None:
    context = valid_context()
    environments = context["environments"]
    environments["dev"]["nat"] = "both"
    environments["staging"]["cidr"] = environments["dev"]["cidr"]
    environments["prod"]["domain"] = None
    environments["prod"]["account"] = "4"
    environments["tooling"]["extra"] = 1
    context["environment"] = "qa"
    with pytest.raises(SettingsError) as raised:
        read_settings(context)
    assert str(raised.value).splitlines() == [
        '6 problems in the settings (cdk.json, key "context"):',
        '  environments.dev.nat: "both"; should be one of none, single, per-az',
        f'  environments.prod.account: "4"; should be {ACCOUNT}',
        (
            "  environments.tooling.extra: 1; should be removed: "
            "allowed here are account, region, images_kept, permissions_boundary, delivery"
        ),
        f"  environments.prod.domain: null; should be {DOMAIN}",
        f'  environments.staging.cidr: "10.1.0.0/16"; should be {OTHER_NETWORK}',
        '  environment: "qa"; should be one of local, dev, staging, prod, tooling',
    ]


def test_a_long_value_is_cut() -> None:
    context = valid_context()
    spoil(context, ["environments", "dev", "nat"], "x" * 1000)
    line = str(problems_of(context)[0])
    assert len(line) < 200
    assert "…" in line


@pytest.mark.parametrize("name", ["local", "dev", "staging", "prod"])
def test_one_environment_can_be_selected(name: str) -> None:
    settings = read_settings({**valid_context(), "environment": name})
    assert list(settings.environments) == [name]
    assert not settings.builds_tooling


def test_tooling_can_be_selected() -> None:
    settings = read_settings({**valid_context(), "environment": "tooling"})
    assert (settings.environments, settings.builds_tooling) == ({}, True)


def test_a_preview_is_alone_where_dev_is_and_leaves_nothing() -> None:
    settings = read_settings({**valid_context(), "preview": "7"})
    [(name, preview)] = settings.environments.items()
    assert (name, preview.account, settings.builds_tooling) == ("preview-7", settings.dev.account, False)
    assert (preview.sizes.maximum_tasks, preview.domain, preview.deletion_protection) == (1, None, False)
    assert preview.preview_hours == 0


def test_images_are_for_the_accounts_of_the_environments() -> None:
    context = valid_context()
    spoil(context, ["environments", "dev", "account"], context["environments"]["tooling"]["account"])
    assert read_settings(context).pull_accounts == ("333333333333", "444444444444")


def test_settings_are_frozen() -> None:
    settings = read_settings(valid_context())
    with pytest.raises(ValueError, match="frozen"):
        settings.dev.account = "999999999999"  # type: ignore[misc]  # what a type checker refuses too


def test_settings_survive_json() -> None:
    context = valid_context()
    settings = read_settings(context)
    written = json.loads(settings.model_dump_json(exclude={"selection", "preview"}))
    assert written == context["environments"]


@pytest.mark.parametrize("prefix", range(15, 25))
def test_a_network_is_taken_exactly_when_the_construct_takes_it(prefix: int) -> None:
    context = valid_context()
    spoil(context, ["environments", "local", "cidr"], f"10.64.0.0/{prefix}")
    try:
        AddressPlan(context["environments"]["local"]["cidr"])
    except ValueError:
        assert problems_of(context)
    else:
        assert not problems_of(context)


def test_an_address_that_was_put_where_a_secrets_name_belongs_is_not_shown() -> None:
    context = valid_context()
    address = "https://events.example.com/integration/0123456789/enqueue"
    spoil(context, ["environments", "prod", "on_call", "page", "https"], [address])
    with pytest.raises(SettingsError) as error:
        read_settings(context)

    assert address not in str(error.value)
    assert "environments.prod.on_call.page.https: not shown, as it may be a secret" in str(error.value)
