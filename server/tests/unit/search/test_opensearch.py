"""Papers in a search cluster: found as the database finds them, behind the tenant's filter whatever is asked, and a cluster that is away is said to be."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from qrt.adapters.search import opensearch
from qrt.adapters.search.opensearch import PaperIndex, check_index
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.ledger.search import read_query
from tests.support.fake_search import FakeSearch, fake_search
from tests.unit.search.laws import LEASE, OURS, SECRET, THEIRS, check_finds, check_order, entry, fill, found


@pytest.fixture
def cluster() -> Iterator[FakeSearch]:
    with fake_search() as fake:
        yield fake


def test_papers_are_found_as_the_database_finds_them(cluster: FakeSearch) -> None:
    check_finds(PaperIndex(cluster.url))


def test_a_later_state_of_a_paper_stands(cluster: FakeSearch) -> None:
    check_order(PaperIndex(cluster.url))


def test_every_question_carries_the_filter_of_its_tenant(cluster: FakeSearch) -> None:
    index = PaperIndex(cluster.url)
    fill(index)
    cluster.seen.clear()
    for query in ("godown", "godwon", "1l..2l", "118000", "kt/88 godown"):
        found(index, query)
    assert {path.partition("?")[0].rpartition("/")[2] for _, path, *_ in cluster.seen} == {"_search", "_count"}
    for _, path, body, _ in cluster.seen:
        assert json.loads(body)["query"]["bool"]["filter"][0] == {"term": {"tenant": str(OURS)}} and path.endswith(f"?routing={OURS}")


def test_the_filter_is_what_keeps_tenants_apart(cluster: FakeSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: without the filter the cluster answers with the other's paper, so the tests above can fail."""
    index = PaperIndex(cluster.url)
    fill(index)
    raw: list[dict[str, Any]] = []
    send = index._send

    def unfiltered(method: str, path: str, body: bytes, *rest: Any) -> tuple[int, dict[str, Any]]:
        said = json.loads(body)
        del said["query"]["bool"]["filter"][0]
        status, answer = send(method, path, json.dumps(said).encode(), *rest)
        raw.append(answer)
        return status, answer

    monkeypatch.setattr(index, "_send", unfiltered)
    ours = found(index, "takeover 1,37,250")
    assert [hit["_id"] for hit in raw[-1]["hits"]["hits"]] == [f"{THEIRS}:{SECRET}"], "the cluster gave away another's paper"
    assert ours == set(), "and even that does not leave the adapter"


def test_more_papers_than_one_answer_holds_are_left_to_the_database(cluster: FakeSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    index = PaperIndex(cluster.url)
    fill(index)
    monkeypatch.setattr(opensearch, "HITS_MAX", 1)
    assert index.find(OURS, read_query("godown")) is None
    assert index.find(OURS, read_query("peenya")) == (LEASE,)


def test_a_cluster_that_is_away_is_left_alone_for_a_while(cluster: FakeSearch) -> None:
    now = [0.0]
    index = PaperIndex("http://127.0.0.1:9", clock=lambda: now[0])
    with pytest.raises(Unavailable, match="does not answer"):
        index.find(OURS, read_query("godown"))
    with pytest.raises(Unavailable, match="is not asked for 30 seconds"):
        index.find(OURS, read_query("godown"))
    now[0] = 31.0
    with pytest.raises(Unavailable, match="does not answer"):
        index.find(OURS, read_query("godown"))


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
def test_a_cluster_that_refuses_is_no_empty_answer(cluster: FakeSearch, status: int) -> None:
    index = PaperIndex(cluster.url)
    fill(index)
    cluster.fail = status
    with pytest.raises(Unavailable, match=f"HTTP {status}"):
        index.find(OURS, read_query("godown"))
    with pytest.raises(Unavailable):
        index.write(OURS, [entry(LEASE, 2)])
    assert not index.answers()


def test_papers_that_did_not_all_arrive_did_not_arrive(cluster: FakeSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    index = PaperIndex(cluster.url)
    fill(index)
    full = {"errors": True, "items": [{"index": {"status": 429}}]}
    monkeypatch.setattr(FakeSearch, "_bulk", lambda *_: full)
    with pytest.raises(Unavailable, match="did not take 1 papers"):
        index.write(OURS, [entry(LEASE, 2)])


def test_an_index_that_the_cluster_does_not_take_is_told(cluster: FakeSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = FakeSearch.answer
    monkeypatch.setattr(
        FakeSearch, "answer", lambda self, method, *rest: (400, {"error": {"type": "mapper"}}) if method == "PUT" else answer(self, method, *rest)
    )
    with pytest.raises(Unavailable, match="does not take the index"):
        PaperIndex(cluster.url).write(OURS, [entry(LEASE)])
    assert not cluster.papers, "an index that makes up its own fields is worse than none"


def test_the_login_goes_with_every_request_and_is_shown_nowhere(cluster: FakeSearch) -> None:
    index = PaperIndex(cluster.url.replace("//", "//reader:s%40cret@") + "/papers")
    fill(index)
    assert {login for *_, login in cluster.seen} == {"Basic cmVhZGVyOnNAY3JldA=="} and set(cluster.papers) == {"papers"}
    assert "cret" not in index.where + check_index(cluster.url.replace("//", "//reader:s%40cret@")).sentence


@pytest.mark.parametrize("address", ["http://search.example:9200", "search.example", "ftp://127.0.0.1", "https://"])
def test_no_address_is_taken_at_which_words_could_be_read_on_the_way(address: str) -> None:
    with pytest.raises(Refused, match="QRT_OPENSEARCH"):
        PaperIndex(address)
    assert check_index(address).severity == "blocking"


def test_the_doctor_says_where_papers_are_searched(cluster: FakeSearch) -> None:
    assert (check_index(cluster.url).severity, check_index("http://127.0.0.1:9").severity) == ("info", "warning")
