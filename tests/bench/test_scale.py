"""How much is made for services, whatever the machine's speed."""

from bench.scale import COMPARED, measure, resources_of_one


def test_a_service_with_vpc_and_cluster_takes_at_most_55_resources() -> None:
    parts = resources_of_one()

    assert sum(parts[part].total() for part in COMPARED) <= 55
    assert parts["the service"].total() <= 30


def test_no_stack_grows_with_the_number_of_services() -> None:
    few, more = measure(1), measure(4)

    assert more["most_resources"] == few["most_resources"] <= 200
    assert more["largest_template_bytes"] < few["largest_template_bytes"] + 20_000 < 300_000
