"""Splink 5 itself, on DuckDB, as its documentation advises: prepared columns, blocking by equalities, weights by EM without labels, then one to one best first.

Runs in an interpreter of its own that has splink and polars; nothing else is imported here. The preparation knows the banks of the generator well: what
Splink does not find is not for want of it.
"""

# pyright: reportMissingImports=false
from collections.abc import Sequence

import polars as pl
import splink.comparison_level_library as levels
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

_SUFFIX = r"\b(PRIVATE LIMITED|PVT LTD|LIMITED|LTD|LLP|AND COMPANY|CORPORATION|SONS|CO|INDIA|PVT|PRIVATE)\b"
_NUMBER = r"(SETL\d+|[A-Z]{4}[A-Z]?\d{8,}|[NRF]\d{8,}|CMS\d{8,}|\d{12}|\b\d{8}\b|\b\d{6}\b)"
_MODES = (
    r"\b(NEFT|RTGS|IMPS|UPI|ACH|NACH|ECS|CR|DR|CLG|CTS|CHQ|CHQS|DEP|PAID|BY|TO|TRANSFER|INB|UTR|NO|MMT|BIL|INFT|INF|CMS|CAM|MICR|NETBANK|MUM|FROM|SENT|RECD|FT|IFI|IFO|NFT|RTG|"
    r"IN|OUT|INW|P2A|P2M|MB|BULK|POSTING|TP|C|D|BRN|INST|OUR|PAYMENT|PMT|ADVANCE|VENDOR|PAY|BILL|INV|SI|AGST|ON|ACCOUNT|URGENT|NA|PART|ACHDR|CHEQUE|CLEARING|HDFC|ICIC|SBIN|UTIB|KKBK|"
    r"PUNB|YESB|BARB|FDRL|IDIB|CNRB|UBIN|INDB|CITI|HSBC)\b"
)


def bank(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Within an account: amount, number, bill, party, days."""
    keep = ["unique_id", "account", "amount", "day", "number", "party", "bill"]
    ours, theirs = _bank_side(left, books=True).select(keep), _bank_side(right, books=False).select(keep)
    amount = [
        levels.NullLevel("amount"),
        levels.ExactMatchLevel("amount"),
        _level("abs(amount_l-amount_r)<=100", "within Re 1"),
        _level("abs(amount_l-amount_r)<=0.03*abs(amount_l)", "within 3 %"),
        _level("abs(amount_l-amount_r)<=0.12*abs(amount_l)", "within 12 %"),
        levels.ElseLevel(),
    ]
    party = [
        levels.NullLevel("party"),
        levels.ExactMatchLevel("party"),
        _level("jaro_winkler_similarity(party_l,party_r)>=0.9", "alike"),
        _level("jaro_winkler_similarity(party_l,party_r)>=0.75", "somewhat alike"),
        levels.ElseLevel(),
    ]
    number = [levels.NullLevel("number"), levels.ExactMatchLevel("number"), _level("damerau_levenshtein(number_l,number_r)<=1", "one slip"), levels.ElseLevel()]
    comparisons = [
        _comparison("amount", amount),
        _comparison("number", number),
        _comparison("bill", _equal("bill")),
        _comparison("party", party),
        _comparison("day", _days(1, 3, 10, 20)),
    ]
    rules = [
        "l.account=r.account and l.amount=r.amount and abs(l.day-r.day)<=20",
        block_on("account", "number"),
        "l.account=r.account and substr(l.party,1,6)=substr(r.party,1,6) and abs(l.day-r.day)<=20 and l.amount/r.amount between 0.85 and 1.15 and length(l.party)>=4",
    ]
    # The chance that two lines of one account belong together: every rule stays within an account.
    prior = 0.8 / (right.height / right["account"].n_unique())
    return _linked(ours, theirs, comparisons, rules, [block_on("account", "amount", "day"), block_on("account", "number")], prior)


def gst(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """GSTIN, number, total, days."""
    keep = ["unique_id", "company", "gstin", "pan", "number", "digits", "total", "day", "name"]
    ours, theirs = _gst_side(left).select(keep), _gst_side(right).select(keep)
    gstin = [
        levels.NullLevel("gstin"),
        levels.ExactMatchLevel("gstin"),
        _level("pan_l=pan_r", "same PAN"),
        _level("damerau_levenshtein(gstin_l,gstin_r)<=2", "slips"),
        levels.ElseLevel(),
    ]
    number = [
        levels.NullLevel("number"),
        levels.ExactMatchLevel("number"),
        _level("digits_l=digits_r", "digits"),
        _level("damerau_levenshtein(number_l,number_r)<=1", "one slip"),
        _level("ends_with(number_l,digits_r) or ends_with(number_r,digits_l)", "tail"),
        levels.ElseLevel(),
    ]
    total = [
        levels.ExactMatchLevel("total"),
        _level("abs(total_l-total_r)<=300", "within Rs 3"),
        _level("abs(total_l-total_r)<=0.01*abs(total_l)", "within 1 %"),
        _level("abs(total_l-total_r)<=0.12*abs(total_l)", "within 12 %"),
        levels.ElseLevel(),
    ]
    comparisons = [_comparison("gstin", gstin), _comparison("number", number), _comparison("total", total), _comparison("day", _days(3, 10, 31))]
    rules = [
        block_on("pan", "digits"),
        block_on("pan", "total"),
        "l.pan=r.pan and abs(l.day-r.day)<=10 and abs(l.total-r.total)<=300",
        block_on("pan", "number"),
        block_on("name", "digits"),
        block_on("number", "total"),
    ]
    return _linked(ours, theirs, comparisons, rules, [block_on("gstin", "total"), block_on("total", "day"), block_on("pan", "digits")], 0.85 / right.height)


def products(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Title, brand, price; blocked by the model's number and by brand and price."""
    ours, theirs = (_lowered(side).with_columns(model=pl.col("title").str.replace_all("-", "").str.extract(r"\b([a-z]{2}\d+)")) for side in (left, right))
    price = [
        levels.NullLevel("price"),
        _level("abs(price_l-price_r)<=0.03*price_l", "within 3 %"),
        _level("abs(price_l-price_r)<=0.15*price_l", "within 15 %"),
        levels.ElseLevel(),
    ]
    comparisons = [_words("title"), _comparison("brand", _equal("brand")), _comparison("price", price), _comparison("model", _equal("model"))]
    rules = [block_on("model"), block_on("brand", "substr(title,1,10)")]
    return _linked(ours, theirs, comparisons, rules, [block_on("model"), block_on("brand", "substr(title,1,10)")], 0.7 / right.height)


def bibliography(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Title, authors, year; blocked by the start of the title and by year and first family name."""
    first = pl.col("authors").str.extract(r"^([^,]*?)(?:,| and |$)").str.extract(r"(\w+)$")
    ours, theirs = (_lowered(side).with_columns(first=first) for side in (left, right))
    year = [levels.NullLevel("year"), levels.ExactMatchLevel("year"), _level("abs(year_l-year_r)<=1", "within a year"), levels.ElseLevel()]
    comparisons = [_words("title"), _words("authors"), _comparison("year", year), _comparison("first", _equal("first"))]
    rules = [block_on("substr(title,1,12)"), block_on("year", "first")]
    return _linked(ours, theirs, comparisons, rules, [block_on("substr(title,1,12)"), block_on("year", "first")], 0.7 / right.height)


def people(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Name, day of birth, street, place, phone; blocked by phone, by day of birth, by place and house."""
    house = pl.col("street").str.extract(r"^(\d+ \w+)")
    ours, theirs = (_lowered(side.with_columns(pl.col("born").cast(pl.String))).with_columns(house=house) for side in (left, right))
    comparisons = [
        _words("name"),
        _comparison("born", _equal("born")),
        _comparison("house", _equal("house")),
        _comparison("place", _equal("place")),
        _comparison("phone", _equal("phone")),
    ]
    rules = [block_on("phone"), block_on("born"), block_on("place", "house")]
    return _linked(ours, theirs, comparisons, rules, [block_on("phone"), block_on("born"), block_on("place", "house")], 0.7 / right.height)


def _lowered(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(pl.col(pl.String).exclude("id").str.to_lowercase()).rename({"id": "unique_id"})


def _words(name: str) -> dict[str, object]:
    steps = [_level(f"jaro_winkler_similarity({name}_l,{name}_r)>={least}", f"alike {least}") for least in (0.95, 0.88, 0.8)]
    return _comparison(name, [levels.NullLevel(name), levels.ExactMatchLevel(name), *steps, levels.ElseLevel()])


def _linked(
    left: pl.DataFrame, right: pl.DataFrame, comparisons: Sequence[object], rules: Sequence[object], training: Sequence[object], prior: float
) -> pl.DataFrame:
    api = DuckDBAPI()
    sides = [api.register(left.to_arrow(), dataset_display_name="a"), api.register(right.to_arrow(), dataset_display_name="b")]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=list(comparisons),
        blocking_rules_to_generate_predictions=list(rules),
        probability_two_random_records_match=prior,
        retain_matching_columns=False,
    )
    linker = Linker(sides, settings, log_level=40)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01).as_duckdbpyrelation().pl()
    is_left = pl.col("source_dataset_l") == "a"
    return _best_first(
        found.select(
            "match_weight",
            a_id=pl.when(is_left).then("unique_id_l").otherwise("unique_id_r"),
            b_id=pl.when(is_left).then("unique_id_r").otherwise("unique_id_l"),
            score="match_probability",
        )
    )


def _best_first(found: pl.DataFrame) -> pl.DataFrame:
    """One to one, above even odds."""
    ordered = found.filter(pl.col("score") >= 0.5).sort("match_weight", "a_id", "b_id", descending=[True, False, False])
    gone: set[str] = set()
    taken: list[tuple[str, str, str, float]] = []
    for one, other, score in ordered.select("a_id", "b_id", "score").iter_rows():
        if f"a{one}" not in gone and f"b{other}" not in gone:
            gone.update((f"a{one}", f"b{other}"))
            taken.append((one, other, other, score))
    return pl.DataFrame(taken, schema={"a_id": pl.String, "b_id": pl.String, "match": pl.String, "score": pl.Float64}, orient="row")


def _level(condition: str, label: str) -> dict[str, str]:
    return {"sql_condition": condition, "label_for_charts": label}


def _comparison(name: str, its_levels: Sequence[object]) -> dict[str, object]:
    return {"output_column_name": name, "comparison_levels": its_levels}


def _equal(name: str) -> list[object]:
    return [levels.NullLevel(name), levels.ExactMatchLevel(name), levels.ElseLevel()]


def _days(*steps: int) -> list[object]:
    return [levels.ExactMatchLevel("day"), *(_level(f"abs(day_l-day_r)<={step}", f"within {step} days") for step in steps), levels.ElseLevel()]


def _bank_side(table: pl.DataFrame, books: bool) -> pl.DataFrame:
    narration = pl.col("narration").str.to_uppercase()
    reference = pl.col("reference").str.to_uppercase().str.strip_chars_start("0").str.extract(_NUMBER)
    words = narration.str.replace_all(r"[A-Z0-9]*\d[A-Z0-9]*|\S+@\S+", " ").str.replace_all(r"[^A-Z ]", " ").str.replace_all(_MODES, " ")
    bill = narration.str.extract(r"(?:INV|BILL NO\.|INV#|SI|BILL|AGST)[ /-]*0*(\d{1,5})\b")
    party = pl.col("party").str.to_uppercase().str.replace_all(r"[^A-Z ]", " ") if books else words
    spelled = party.str.replace_all(_SUFFIX, " ").str.replace_all(r"\s+", " ").str.strip_chars()
    return table.select(
        "account",
        "amount",
        unique_id="id",
        day=pl.col("date").cast(pl.Int32),
        # A bank's own serial number is no reference: what the narration says goes first there.
        number=pl.coalesce(reference, narration.str.extract(_NUMBER)) if books else pl.coalesce(narration.str.extract(_NUMBER), reference),
        party=pl.when(spelled.str.len_chars() >= 3).then(spelled),
        bill=bill,
    )


def _gst_side(table: pl.DataFrame) -> pl.DataFrame:
    bare = pl.col("bill_no").str.to_uppercase().str.replace_all(r"^BILL ", "").str.replace_all(r"20\d\d-20\d\d|20\d\d-\d\d|\b\d\d-\d\d\b|/2\d2\d/", " ")
    spaced = bare.str.replace_all(r"[^A-Z0-9]+", " ")
    return table.select(
        unique_id="id",
        company="company_gstin",
        gstin="supplier_gstin",
        pan=pl.col("supplier_gstin").str.slice(2, 10),
        number=spaced.str.replace_all(r"\b[0O]+(\d)", "$1").str.replace_all(" ", ""),
        digits=spaced.str.replace_all(r"(\d)O", "${1}0").str.extract_all(r"\d+").list.join("").str.strip_chars_start("0"),
        total=pl.sum_horizontal("taxable", "cgst", "sgst", "igst"),
        day=pl.col("bill_date").cast(pl.Int32),
        name=pl.col("supplier").str.to_uppercase(),
    )
