"""Tests that share something dear run in one process, which makes it once."""

import pytest


@pytest.mark.xdist_group("of itself")
def test_what_belongs_together_runs_together(request: pytest.FixtureRequest, worker_id: str) -> None:
    """A version of pytest with which the library forgets the groups would only be slower, and say nothing."""
    assert request.node.nodeid.endswith("@of itself") is (worker_id != "master")
