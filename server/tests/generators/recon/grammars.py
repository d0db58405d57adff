"""How nine banks print a statement line. The banks are made up in the manner of Indian ones; what each prints was chosen here and nowhere else.

A template names its fields in braces: party, utr (the transfer's or the cheque's number), ifsc, bank, remark, vpa, place, last4, day, holder, tag, count.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

import polars as pl


class Mode(IntEnum):
    """How money moved."""

    NEFT = 0
    RTGS = 1
    IMPS = 2
    UPI = 3
    ACH = 4
    CHEQUE = 5
    CASH = 6
    CHARGE = 7
    INTEREST = 8
    RETURN = 9
    OWN = 10
    GATEWAY = 11
    DEPOSIT = 12
    FILE = 13


@dataclass(frozen=True)
class Grammar:
    """One bank's habits.

    said       (mode, into the account) to template
    party_max  letters of a name that its field holds; `width` the same for the whole narration
    reference  what the reference column holds: "number", "cheque" (of cheques alone), "padded" (sixteen places), "serial" (the bank's own), "none"
    """

    code: str
    party_max: int
    width: int
    reference: str
    said: dict[tuple[Mode, bool], str]


def _both(mode: Mode, into: str, out: str) -> dict[tuple[Mode, bool], str]:
    return {(mode, True): into, (mode, False): out}


def _grammar(code: str, party_max: int, width: int, reference: str, **said: tuple[str, str]) -> Grammar:
    table: dict[tuple[Mode, bool], str] = {}
    for name, (into, out) in said.items():
        table |= _both(Mode[name.upper()], into, out)
    return Grammar(code, party_max, width, reference, table)


GRAMMARS = (
    _grammar(
        "HDFC", 24, 120, "padded",
        neft=("NEFT CR-{ifsc}-{party}-{holder}-{utr}", "NEFT DR-{ifsc}-{party}-NETBANK, MUM-{utr}-{remark}"),
        rtgs=("RTGS CR-{ifsc}-{party}-{holder}-{utr}", "RTGS DR-{ifsc}-{party}-NETBANK-{utr}"),
        imps=("IMPS-{utr}-{party}-{bank}-XXXXXX{last4}-{remark}", "IMPS-{utr}-{party}-{bank}-XXXXXX{last4}-{remark}"),
        upi=("UPI-{party}-{vpa}-{ifsc}-{utr}-{remark}", "UPI-{party}-{vpa}-{ifsc}-{utr}-{remark}"),
        ach=("ACH C- {party}-{utr}", "ACH D- {party}-{utr}"),
        cheque=("CHQ DEP - MICR CLG - {place} - {bank}", "CHQ PAID-MICR CTS-{place}-{party}"),
        cash=("CASH DEPOSIT BY - SELF - {place}", "CASH WITHDRAWAL BY CHEQUE-{utr}"),
        charge=("CHARGES REVERSED", "{remark} INCL GST {day}-{utr}"),
        interest=("CREDIT INTEREST CAPITALISED", "DEBIT INTEREST CAPITALISED"),
        own=("FT - CR - XXXX{last4} - {holder}", "FT - DR - XXXX{last4} - {holder}"),
        gateway=("NEFT CR-{ifsc}-{party}-{holder}-{utr}-{tag}", "NEFT DR-{ifsc}-{party}-{utr}"),
        deposit=("CHQ DEP - {count} INSTR - SLIP {utr} - {place}", "BULK CHQ {count} {place}"),
        file=("BULK CREDIT {utr} {count}", "BULK PMT-{utr}-{count} TXNS"),
        **{"return": ("NEFT RETURN-{utr}-{party}-{remark}", "I/W CHQ RETURN-{utr}-{remark}")},
    ),
    _grammar(
        "ICIC", 20, 100, "cheque",
        neft=("NEFT-{utr}-{party}-{remark}-{last4}-{ifsc}", "BIL/NEFT/{utr}/{party}/{bank}"),
        rtgs=("RTGS-{utr}-{party}-{last4}-{ifsc}", "BIL/RTGS/{utr}/{party}/{bank}"),
        imps=("MMT/IMPS/{utr}/{remark}/{party}/{bank}", "MMT/IMPS/{utr}/{remark}/{party}/{bank}"),
        upi=("UPI/{utr}/{remark}/{vpa}/{bank}", "UPI/{utr}/{remark}/{vpa}/{bank}"),
        ach=("ACH/{party}/{utr}", "ACH/{party}/{utr}"),
        cheque=("CLG/{party}/{utr}/{ifsc}/{day}", "CLG/{party}/{utr}/{ifsc}/{day}"),
        cash=("BY CASH - {place}", "CASH PAID:SELF"),
        charge=("REV {remark}", "{remark}/{day}/{last4}"),
        interest=("{last4}:Int.Pd:{day}", "{last4}:Int.Coll:{day}"),
        own=("INF/INFT/{utr}/{holder}", "INF/INFT/{utr}/{holder}"),
        gateway=("NEFT-{utr}-{party}-{tag}-{last4}-{ifsc}", "BIL/NEFT/{utr}/{party}/{bank}"),
        deposit=("CAM/{utr}/{count} CHQS/{day}", "CLG/{count}/{place}"),
        file=("CMS/{utr}/{count}", "CMS/ {utr} /PYMT/{count}"),
        **{"return": ("RTN/NEFT/{utr}/{remark}/{party}", "REJECT:{utr}:{remark}")},
    ),
    _grammar(
        "SBIN", 16, 90, "none",
        neft=("BY TRANSFER-NEFT*{ifsc}*{utr}*{party}--", "TO TRANSFER-INB NEFT UTR NO: {utr}--{party}"),
        rtgs=("BY TRANSFER-RTGS*{ifsc}*{utr}*{party}--", "TO TRANSFER-RTGS UTR NO: {utr}--{party}"),
        imps=("BY TRANSFER-INB IMPS{utr}/{last4}/XX{last4}/{remark}--", "TO TRANSFER-INB IMPS{utr}/{party}--"),
        upi=("BY TRANSFER-UPI/CR/{utr}/{party}/{bank}/{vpa}/{remark}--", "TO TRANSFER-UPI/DR/{utr}/{party}/{bank}/{vpa}/{remark}--"),
        ach=("BULK POSTING-{party} {utr}--", "DEBIT-ACHDr {ifsc} {party}--"),
        cheque=("BY CLEARING / CHEQUE-{bank} {utr}", "TO CLEARING-{party}-{utr}"),
        cash=("CASH DEPOSIT-CASH DEPOSIT SELF--", "CASH CHEQUE-{utr} SELF--"),
        charge=("CREDIT-CHARGES REV--", "DEBIT-{remark}--"),
        interest=("CREDIT INTEREST--", "TO DEBIT-INTEREST--"),
        own=("BY TRANSFER-INB {holder}--", "TO TRANSFER-INB {holder}--"),
        gateway=("BY TRANSFER-NEFT*{ifsc}*{utr}*{party}*{tag}--", "TO TRANSFER-{party}--"),
        deposit=("BY CLEARING-{count} CHEQUES--", "TO CLEARING-{count}--"),
        file=("BULK POSTING-{utr}--", "TO TRANSFER-CMP BULK {utr}--"),
        **{"return": ("BY TRANSFER-NEFT RETURN {utr} {remark}--", "CHEQUE RETURN-{utr} {remark}--")},
    ),
    _grammar(
        "UTIB", 22, 80, "cheque",
        neft=("NEFT/{utr}/{party}/{bank}/{remark}", "NEFT/MB/{utr}/{party}/{bank}"),
        rtgs=("RTGS/{utr}/{party}/{bank}", "RTGS/MB/{utr}/{party}/{bank}"),
        imps=("IMPS/P2A/{utr}/{party}/{bank}/{remark}", "IMPS/P2A/{utr}/{party}/{bank}/{remark}"),
        upi=("UPI/P2M/{utr}/{party}/{remark}/{bank}", "UPI/P2M/{utr}/{party}/{remark}/{bank}"),
        ach=("ACH-CR-{party}-{utr}", "ECS/ACH-DR-TP ACH {party}-{utr}"),
        cheque=("BY CLG/{utr}/{bank}/{place}", "BRN-CLG-CHQ PAID TO {party} /{bank}"),
        cash=("CASH-DEP/{place}", "CASH-WDL/{utr}/{place}"),
        charge=("CHRG REV {day}", "{remark} CHRG {day}"),
        interest=("SB INT CR {day}", "INT DR {day}"),
        own=("TRF/{holder}/{utr}", "TRF/{holder}/{utr}"),
        gateway=("NEFT/{utr}/{party}/{tag}", "NEFT/{utr}/{party}"),
        deposit=("BY CLG/{count} INSTS/{utr}", "CLG/{count}"),
        file=("PWRXS/{utr}/{count}", "PWRXS BULK/{utr}/{count}"),
        **{"return": ("RETURN/NEFT/{utr}/{party}", "CLG-RTN/{utr}/{remark}")},
    ),
    _grammar(
        "KKBK", 18, 60, "number",
        neft=("NEFT {utr} {party}", "NEFT {utr} {party} {bank}"),
        rtgs=("RTGS {utr} {party}", "RTGS {utr} {party}"),
        imps=("Recd:IMPS/{utr}/{party}/{bank}/X{last4}/{remark}", "Sent IMPS{utr}{party}/{bank}"),
        upi=("UPI/{party}/{utr}/{remark}", "UPI/{party}/{utr}/{remark}"),
        ach=("NACH-CR {party} {utr}", "NACH-DR-{utr} {party}"),
        cheque=("CTS CLG DEP {bank} {place}", "TO CLG {party}"),
        cash=("CASH DEPOSIT BY SELF AT {place}", "CASH WITHDRAWAL SELF"),
        charge=("CHRG: REVERSAL", "Chrg: {remark} {day}"),
        interest=("Int.Pd:{day}", "INTEREST RECOVERED {day}"),
        own=("FUND TRF FROM {holder}", "FUND TRF TO {holder}"),
        gateway=("NEFT {utr} {party} {tag}", "NEFT {utr} {party}"),
        deposit=("CTS CLG DEP {count} CHQS", "TO CLG {count}"),
        file=("CMS COLL {utr}", "CMS PAY {utr} {count}"),
        **{"return": ("NEFT RTN {utr} {remark}", "O/W RTN CHQ {utr} {remark}")},
    ),
    _grammar(
        "PUNB", 12, 45, "serial",
        neft=("NEFT_IN:{utr}/{ifsc}/{party}", "NEFT_OUT:{utr}/{party}"),
        rtgs=("RTGS_IN:{utr}/{party}", "RTGS_OUT:{utr}/{party}"),
        imps=("IMPS-IN/{utr}/{last4}/{party}", "IMPS-OUT/{utr}/{party}"),
        upi=("UPI/{utr}/C/{party}/{vpa}", "UPI/{utr}/D/{party}/{vpa}"),
        ach=("NACH/{party}", "NACH/{party}"),
        cheque=("BY INST {utr} : {bank} CTS", "TO INST {utr} : {party}"),
        cash=("BY CASH", "TO SELF {utr}"),
        charge=("CHGS REFUND", "{remark}"),
        interest=("INT CR", "INT DR"),
        own=("TRF FROM {last4}", "TRF TO {last4}"),
        gateway=("NEFT_IN:{utr}/{party}/{tag}", "NEFT_OUT:{utr}"),
        deposit=("BY {count} INST CTS {utr}", "TO {count} INST"),
        file=("BULK {utr}", "SALARY/BULK {utr}"),
        **{"return": ("NEFT_RTN:{utr}", "INST RTN {utr} {remark}")},
    ),
    _grammar(
        "YESB", 30, 110, "number",
        neft=("NEFT Cr-{ifsc}-{party}-{holder}-{utr}-{remark}", "NEFT Dr-{utr}-{party}-{ifsc}-{remark}"),
        rtgs=("RTGS Cr-{ifsc}-{party}-{holder}-{utr}", "RTGS Dr-{utr}-{party}-{ifsc}"),
        imps=("IMPS/{utr}/FROM {party}/{bank}/{remark}", "IMPS/{utr}/TO {party}/{bank}/{remark}"),
        upi=("UPI/{utr}/From:{vpa}/To:{holder}/{remark}", "UPI/{utr}/To:{vpa}/{party}/{remark}"),
        ach=("NACH CR INW - {party} - {utr}", "NACH DR INW - {party} - {utr}"),
        cheque=("CHQ DEP-{utr}-{bank}", "CHQ PAID-{utr}-{party}"),
        cash=("CASH DEP {place}", "CASH WD {utr}"),
        charge=("REVERSAL OF CHARGES", "{remark} FOR {day}"),
        interest=("CREDIT INTEREST {day}", "DEBIT INTEREST {day}"),
        own=("FT FROM {holder} {last4}", "FT TO {holder} {last4}"),
        gateway=("NEFT Cr-{ifsc}-{party}-{holder}-{utr}-{tag}", "NEFT Dr-{utr}-{party}"),
        deposit=("CHQ DEP-LOT OF {count}-{utr}-{place}", "CHQ LOT {count}"),
        file=("NETBK BULK {utr} {count}", "NETBK BULK UPLOAD {utr} {count} RECS"),
        **{"return": ("NEFT RETURN-{utr}-{party}-{remark}", "CHQ RETURN-{utr}-{remark}")},
    ),
    _grammar(
        "BARB", 10, 40, "cheque",
        neft=("NEFT-{utr}-{party}", "NEFT-{party}-{utr}"),
        rtgs=("RTGS-{utr}", "RTGS-{utr}-{party}"),
        imps=("IMPS/{utr}/{party}", "IMPS/{utr}/{party}"),
        upi=("UPI/{utr}/{day}/UPI/{vpa}", "UPI/{utr}/{day}/UPI/{vpa}"),
        ach=("ACH-{party}", "ACH-{party}"),
        cheque=("{bank}:{utr}", "{party}:{utr}"),
        cash=("CASH RECEIPT", "SELF:{utr}"),
        charge=("CHG REV", "{remark}"),
        interest=("INTEREST CREDIT", "INTEREST DEBIT"),
        own=("BY TRANSFER", "TO TRANSFER"),
        gateway=("NEFT-{utr}-{party} {tag}", "NEFT-{utr}"),
        deposit=("CLG {count}", "CLG {count}"),
        file=("CMS {utr}", "CMS {utr}"),
        **{"return": ("NEFT-RET-{utr}", "CHQ RET {utr}")},
    ),
    _grammar(
        "FDRL", 26, 70, "number",
        neft=("NFT/{utr}/{party}", "FT NEFT {party} {utr}"),
        rtgs=("RTG/{utr}/{party}", "FT RTGS {party} {utr}"),
        imps=("FT IMPS/IFI/{utr}/{party}/{remark}", "FT IMPS/IFO/{utr}/{party}/{remark}"),
        upi=("UPI IN/{utr}/{vpa}/{remark}", "UPIOUT/{utr}/{vpa}/{remark}"),
        ach=("NACH/CR/{party}/{utr}", "NACH/DR/{party}/{utr}"),
        cheque=("CLG CTS {utr} {bank}", "CHQ CTS {party}"),
        cash=("CASH {place}", "SELF CHQ {utr}"),
        charge=("REV:{remark}", "{remark} {day}"),
        interest=("SBINT:{day}", "ODINT:{day}"),
        own=("TFR {holder}", "TFR {holder}"),
        gateway=("NFT/{utr}/{party}/{tag}", "FT NEFT {party} {utr}"),
        deposit=("CLG CTS {count} NOS DS{utr}", "CLG {count} NOS"),
        file=("CORP BULK {utr}", "CORP BULK {utr} NOS {count}"),
        **{"return": ("RTN NFT/{utr}/{party}", "CLG RTN {utr} {remark}")},
    ),
)  # fmt: skip


def filled(template: str) -> pl.Expr:
    """The template as an expression over columns of the fields' names."""
    fields = re.findall(r"{(\w+)}", template)
    return pl.format(re.sub(r"{\w+}", "{}", template), *(pl.col(name) for name in fields)) if fields else pl.lit(template)
