"""Places for objects: a folder, and a cloud over the wire that also misbehaves."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrt.adapters.storage.blobs import Cloud, Folder, open_blobs
from qrt.adapters.storage.health import check_store
from qrt.adapters.storage.objects import ObjectStore
from qrt.core.base.errors import Refused, Unavailable
from qrt.core.base.finding import Severity
from qrt.settings import Settings
from tests.unit.storage.laws import A, check_blobs, check_papers
from tests.unit.storage.s3 import Bucket, bucket


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """A bucket, and the environment that leads to it."""
    with bucket() as held:
        said = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "ap-south-1", "AWS_ENDPOINT_URL": held.url, "AWS_ALLOW_HTTP": "true"}
        for name, value in said.items():
            monkeypatch.setenv(name, value)
        yield held


def test_a_folder_holds_to_the_laws(tmp_path: Path) -> None:
    check_blobs(open_blobs(tmp_path / "objects"))
    check_papers(tmp_path / "store", tmp_path / "keys")
    assert not list(tmp_path.rglob(".*")), "nothing half written is left"


def test_a_cloud_holds_to_the_laws(cloud: Bucket, tmp_path: Path) -> None:
    check_blobs(open_blobs("s3://papers/qrt/live"))
    check_papers("s3://papers/qrt/live", tmp_path / "keys")
    assert all(path.startswith("/papers/qrt/live/t/") for path in cloud.objects)
    assert not any(b"ABCDE1234F" in data for data in cloud.objects.values()), "a cloud never holds the plain bytes"


def test_a_paper_that_was_moved_to_another_tenant_or_changed_in_the_cloud_does_not_open(cloud: Bucket, tmp_path: Path) -> None:
    mine = ObjectStore("s3://papers", tmp_path / "keys").of(A)
    name = mine.put_now(b"a paper")
    at = next(path for path in cloud.objects if path.endswith(name))
    sealed = cloud.objects[at]
    cloud.objects[at] = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(Unavailable):
        mine.get_now(name)


def test_a_cloud_that_stumbles_is_asked_again_and_one_that_stays_away_is_said_without_its_words(cloud: Bucket) -> None:
    blobs = open_blobs("s3://papers")
    cloud.failing = [503, 500]
    blobs.write("t/a", b"1")
    assert blobs.read("t/a") == b"1"
    cloud.failing = [403]
    with pytest.raises(Unavailable) as away:
        blobs.read("t/a")
    assert "s3://papers" in str(away.value) and cloud.url not in str(away.value)


@pytest.mark.parametrize("where", ["ftp://papers", "s3://", "s3://user:secret@papers", "gs://papers?key=1", "s3://papers#x"])
def test_an_address_that_is_none_is_refused(where: str) -> None:
    with pytest.raises(Refused) as refused:
        open_blobs(where)
    assert refused.value.code == "store.unknown"


def test_the_environment_names_the_place(tmp_path: Path) -> None:
    assert Settings.load({"QRT_HOME": str(tmp_path)}).objects == tmp_path.resolve() / "objects"
    assert Settings.load({"QRT_HOME": str(tmp_path), "QRT_STORE": "s3://papers/live"}).objects == "s3://papers/live"
    assert isinstance(open_blobs(str(tmp_path)), Folder)


def test_a_name_that_is_no_hash_never_reaches_the_cloud(cloud: Bucket, tmp_path: Path) -> None:
    mine = ObjectStore("s3://papers", tmp_path / "keys").of(uuid.UUID(int=3))
    cloud.asked.clear()
    with pytest.raises(KeyError):
        mine.get_now("../../keys/kek")
    assert cloud.asked == [] and isinstance(open_blobs("s3://papers"), Cloud)


def test_the_doctor_says_whether_the_place_answers(cloud: Bucket, tmp_path: Path) -> None:
    assert check_store(tmp_path).severity is Severity.INFO
    assert check_store("s3://papers").severity is Severity.INFO and not cloud.objects
    cloud.failing = [403] * 3
    told = check_store("s3://papers")
    assert (told.rule, told.severity) == ("doctor.store", Severity.BLOCKING)
    assert check_store("ftp://papers").severity is Severity.BLOCKING
