"""The store against the emulators of the three clouds, and the search against an independent server of OpenSearch's protocol. `make test-clouds` starts them; without it there is nothing to ask, and each says so."""

import base64
import hashlib
import hmac
import json
import os
import urllib.request
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrt.adapters.search.opensearch import PaperIndex
from qrt.adapters.storage.blobs import open_blobs
from tests.unit.search.laws import check_finds, check_order
from tests.unit.storage.laws import check_blobs, check_papers


def port(name: str) -> str:
    if not os.environ.get(name):
        pytest.skip("no emulator is running: make test-clouds")
    return os.environ[name]


def s3(monkeypatch: pytest.MonkeyPatch) -> str:
    at = f"http://127.0.0.1:{port('QRT_TEST_S3')}"
    said = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": at, "AWS_ALLOW_HTTP": "true"}
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    bucket = f"papers-{uuid.uuid4().hex[:8]}"
    urllib.request.urlopen(urllib.request.Request(f"{at}/{bucket}", method="PUT")).close()
    return f"s3://{bucket}/live"


def azure(monkeypatch: pytest.MonkeyPatch) -> str:
    at, account, key = f"http://127.0.0.1:{port('QRT_TEST_AZURE')}/devstoreaccount1", "devstoreaccount1", os.environ["QRT_TEST_AZURE_KEY"]
    said = {"AZURE_STORAGE_ACCOUNT_NAME": account, "AZURE_STORAGE_ACCOUNT_KEY": key, "AZURE_ENDPOINT": at, "AZURE_ALLOW_HTTP": "true"}
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    container, now = f"papers-{uuid.uuid4().hex[:8]}", datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    what = f"PUT{chr(10) * 12}x-ms-date:{now}\nx-ms-version:2021-08-06\n/{account}/{account}/{container}\nrestype:container"
    signed = base64.b64encode(hmac.new(base64.b64decode(key), what.encode(), hashlib.sha256).digest()).decode()
    headers = {"x-ms-date": now, "x-ms-version": "2021-08-06", "Authorization": f"SharedKey {account}:{signed}"}
    urllib.request.urlopen(urllib.request.Request(f"{at}/{container}?restype=container", method="PUT", headers=headers)).close()
    return f"azure://{container}/live"


def gcs(monkeypatch: pytest.MonkeyPatch) -> str:
    at = f"http://127.0.0.1:{port('QRT_TEST_GCS')}"
    key = {"gcs_base_url": at, "disable_oauth": True, "client_email": "", "private_key": "", "private_key_id": ""}
    monkeypatch.setenv("GOOGLE_SERVICE_ACCOUNT_KEY", json.dumps(key))
    monkeypatch.setenv("GOOGLE_ALLOW_HTTP", "true")
    return f"gs://papers/{uuid.uuid4().hex[:8]}"


@pytest.mark.parametrize("cloud", [s3, azure, gcs], ids=lambda each: each.__name__)
def test_a_cloud_holds_to_the_laws(cloud, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    where = cloud(monkeypatch)
    check_blobs(open_blobs(f"{where}/laws"))
    check_papers(f"{where}/store", tmp_path / "keys")


@pytest.mark.parametrize("law", [check_finds, check_order], ids=lambda each: each.__name__)
def test_a_search_cluster_holds_to_the_laws(law) -> None:
    law(PaperIndex(f"http://127.0.0.1:{port('QRT_TEST_SEARCH')}/{law.__name__}"))
