"""What the interface answers to made-up requests is what its OpenAPI document says, and never an error of ours."""

from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as given_to
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from contests.services.tokens import make_token

EXAMPLES = 8
CHECKS = [content_type_conformance, not_a_server_error, response_schema_conformance, status_code_conformance]
KNOWN = {"slug": "bairi", "number": 1, "code": "u1"}


@pytest.fixture
def document(released, settings):
    settings.API_PER_MINUTE = settings.API_PUSHES_PER_MINUTE = 1_000_000
    # As Django's own test client does: the end of a request would close the connection of the test.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def secret(released, office):
    now = timezone.now()
    later = now + timedelta(days=1)
    maker = office.people[2]
    return make_token(contest=released, department=released.host, name="系统", expires_at=later, actor=maker, now=now)[
        1
    ]


def probe(operation, headers, known):
    """Send made-up requests of an operation; with `known` the rows in the address are there."""

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given_to(case=operation.as_strategy())
    def send(case):
        if known:
            case.path_parameters = {name: KNOWN[name] for name in case.path_parameters or {}}
        case.call_and_validate(headers=headers, checks=CHECKS)

    send()


@pytest.mark.parametrize("known", [True, False])
def test_published_answers_are_as_described(document, known):
    probed = 0
    for found in document.get_all_operations():
        operation = found.ok()
        if operation.method.upper() == "GET":
            probe(operation, {}, known)
            probed += 1
    assert probed == 9


@pytest.mark.parametrize("known", [True, False])
def test_no_operation_takes_a_parameter_that_it_does_not_have(client, released, known):
    """Every one of the document's addresses, whether the rows in it are there or not."""
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    refused = 0
    for path, operations in paths.items():
        if "get" not in operations:
            continue
        address = path.format(**(KNOWN if known else {"slug": "none", "number": 9, "code": "none"}))
        response = client.get(address, {"divsion": "bumen"})
        (fault,) = response.json()["faults"]
        taken = [one["name"] for one in operations["get"]["parameters"] if one["in"] == "query"]
        says = f"可用的有：{'、'.join(taken)}" if taken else "这里不用参数"
        assert (response.status_code, fault["field"], fault["expected"].endswith(says)) == (422, "divsion", True)
        refused += 1
    assert refused == 9
    assert client.get("/api/v1/nowhere", {"divsion": "bumen"}).status_code == 404


@pytest.mark.parametrize("token", ["valid", "invalid"])
def test_pushes_are_answered_as_described(document, secret, token):
    headers = {"Authorization": f"Bearer {secret if token == 'valid' else 'hhb_none'}"}
    probe(document["/api/v1/contests/{slug}/ratings"]["POST"], headers, known=True)
