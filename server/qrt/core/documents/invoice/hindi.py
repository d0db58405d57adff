"""Hindi on bills: its labels, its months and its figures, said in the words and figures by which bills are read.

A name or a description that happens to hold such a word is kept as it is printed (`Token.printed`).
"""

import re
import unicodedata
from functools import cache, lru_cache

_SAYS: dict[str, str] = {
    # The paper and what identifies it.
    "Tax Invoice": "कर {invoice}|कर चालान|टैक्स {invoice}|जीएसटी {invoice}|जीएसटी कर {invoice}|विक्रय {invoice}",
    "Invoice": "{invoice}",
    "Bill": "बिल",
    "Bill of Supply": "आपूर्ति बिल|आपूर्ति का बिल|प्रदाय बिल",
    "Credit Note": "क्रेडिट नोट|जमा पत्र|जमा नोट",
    "Debit Note": "डेबिट नोट|नामे पत्र|नामे नोट",
    "Invoice No": "{invoice} {number}|चालान {number}|कर {invoice} {number}|टैक्स {invoice} {number}",
    "Bill No": "बिल {number}",
    "Receipt No": "रसीद {number}",
    "Credit Note No": "क्रेडिट नोट {number}",
    "Debit Note No": "डेबिट नोट {number}",
    "PO No": "क्रय आदेश {number}|खरीद आदेश {number}|क्रयादेश {number}|आदेश {number}|ऑर्डर {number}",
    "Original Invoice No": "मूल {invoice} {number}",
    "Vehicle No": "वाहन {number}|गाड़ी {number}",
    "E-Way Bill No": "ई वे बिल {number}",
    "Ack No": "पावती {number}",
    "Customer No": "ग्राहक {number}",
    "Phone": "फोन|दूरभाष|फोन {number}|दूरभाष {number}",
    "Mobile": "मोबाइल|मोबाइल {number}",
    # Days.
    "Date": "{day}",
    "Invoice Date": "{invoice} {day}|{invoice} की {day}|चालान {day}|जारी करने की {day}",
    "Bill Date": "बिल {day}|बिल की {day}",
    "Due Date": "देय {day}|नियत {day}|अंतिम {day}|भुगतान {day}|भुगतान की {day}|भुगतान की अंतिम {day}|भुगतान की देय {day}",
    "Order Date": "आदेश {day}|आदेश की {day}",
    "Delivery Date": "आपूर्ति {day}|आपूर्ति की {day}|डिलीवरी {day}",
    # Who, and where.
    "Seller": "विक्रेता|आपूर्तिकर्ता|प्रेषक|विक्रेता का विवरण|आपूर्तिकर्ता का विवरण|विक्रेता का नाम",
    "Buyer": "क्रेता|ग्राहक|खरीदार|खरीददार|प्राप्तकर्ता|बिल प्राप्तकर्ता|क्रेता का {details}|ग्राहक का {details}|खरीदार का {details}|खरीददार का {details}|प्राप्तकर्ता का {details}",
    "To": "सेवा में",
    "M/s": "मेसर्स|मैसर्स",
    "Ship To": "प्रेषण पता|वितरण पता|डिलीवरी का पता|माल प्राप्तकर्ता|परेषिती",
    "GSTIN": "जीएसटीआईएन|जी एस टी आई एन|जीएसटी {number}|जीएसटी पहचान {number}|जीएसटीआईएन {number}|जीएसटी पंजीकरण {number}",
    "PAN": "पैन|पैन {number}|स्थायी खाता {number}",
    "Place of Supply": "आपूर्ति का स्थान|आपूर्ति स्थान|आपूर्ति का राज्य|प्रदाय का स्थान|प्रदाय स्थान",
    "State": "राज्य",
    "State Code": "राज्य कोड|राज्य का कोड",
    "Reverse Charge": "रिवर्स चार्ज|रिवर्स चार्ज लागू|प्रतिवर्ती प्रभार|विपरीत प्रभार|प्रतिलोम प्रभार|प्रत्यावर्ती प्रभार",
    "Yes": "हाँ|जी हाँ",
    "No": "नहीं|सं|क्र सं",
    "Account No": "खाता {number}|बैंक खाता {number}|चालू खाता {number}",
    "IFSC": "आईएफएससी|आईएफएससी कोड|आई एफ एस सी|आई एफ एस सी कोड",
    "Bank": "बैंक",
    # Amounts.
    "Grand Total": "कुल राशि|कुल योग|सकल योग|महायोग|कुल देय राशि|देय राशि|कुल बिल राशि|बिल राशि|बीजक राशि|कुल बीजक राशि|कुल बीजक मूल्य|बीजक मूल्य|शुद्ध देय राशि|कर सहित कुल|कुल भुगतान योग्य राशि|कुल धनराशि",
    "Total": "कुल|योग|जोड़|कुल मूल्य",
    "Taxable Value": "कर योग्य {value}|करयोग्य {value}|कुल कर योग्य {value}|कर पूर्व {value}|कर से पूर्व {value}|कर से पहले {value}",
    "Sub Total": "उप योग|उपयोग योग्य कर पूर्व राशि|उप जोड़",
    "CGST": "सीजीएसटी|सी जी एस टी|केंद्रीय कर|केंद्रीय जीएसटी|केंद्रीय माल और सेवा कर",
    "SGST": "एसजीएसटी|एस जी एस टी|राज्य कर|राज्य जीएसटी|राज्य माल और सेवा कर",
    "IGST": "आईजीएसटी|आई जी एस टी|एकीकृत कर|एकीकृत जीएसटी|समेकित कर|एकीकृत माल और सेवा कर",
    "Cess": "उपकर|सेस",
    "Total Tax": "कुल कर|कर राशि",
    "Discount": "छूट|कुल छूट|व्यापार छूट|नकद छूट|बट्टा",
    "Freight": "भाड़ा|माल भाड़ा|मालभाड़ा|परिवहन शुल्क|ढुलाई|ढुलाई शुल्क",
    "Round Off": "राउंड ऑफ|पूर्णांकन|पूर्णांक|पूर्णांकित",
    "Advance Paid": "अग्रिम|अग्रिम भुगतान|अग्रिम राशि",
    "Balance": "शेष|शेष राशि|बकाया|बकाया राशि",
    "Amount in Words": "राशि शब्दों में|शब्दों में|शब्दों में राशि|कुल राशि शब्दों में|राशि अक्षरों में",
    # The list of goods.
    "S No": "क्र|क्रम|क्रमांक|क्रम {number}|क्र संख्या",
    "Description": "विवरण|माल का विवरण|वस्तु का विवरण|सामान का विवरण|वस्तु|वस्तु का नाम|उत्पाद|सेवा का विवरण|मद",
    "HSN": "एचएसएन|एचएसएन कोड|एच एस एन|एच एस एन कोड|एचएसएन सैक",
    "Qty": "मात्रा|परिमाण|नग",
    "Unit": "इकाई|यूनिट",
    "Rate": "दर|भाव|मूल्य दर|प्रति इकाई मूल्य",
    "Amount": "राशि|मूल्य|रकम|धनराशि",
    # Months and money.
    "January": "जनवरी", "February": "फरवरी", "March": "मार्च", "April": "अप्रैल", "May": "मई", "June": "जून", "July": "जुलाई", "August": "अगस्त",
    "September": "सितंबर|सितम्बर", "October": "अक्टूबर|अक्तूबर", "November": "नवंबर|नवम्बर", "December": "दिसंबर|दिसम्बर",
    "Rs.": "रु|रू", "Rupees": "रुपये|रुपए|रूपये|रुपया",
}  # fmt: skip
"""English as bills are read by, and what Hindi bills say for it, without marks. In braces are ways of saying the same."""

_SAME = {
    "invoice": ("बीजक", "इनवॉइस", "इन्वॉइस", "इनवॉयस", "इन्वायस"),
    "number": ("संख्या", "सं", "नंबर", "नम्बर", "नं", "क्रमांक", "क्र"),
    "day": ("दिनांक", "तिथि", "तारीख"),
    "details": ("विवरण", "नाम", "नाम और पता", "नाम एवं पता", "पता"),
    "value": ("मूल्य", "राशि", "मान", "रकम"),
}
_FIGURES = str.maketrans("०१२३४५६७८९", "0123456789")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_WORD = re.compile(r"[\u0900-\u0963\u0970-\u097f]+")
_EDGES = re.compile(r"^([^\w\u0900-\u097f]*)(.*?)([^\w\u0900-\u097f]*)$", re.DOTALL)
_OTHER = re.compile(r"[0-9A-Za-z\u0966-\u096f]")
_UNITED = {"ॉ": "ो", "ऑ": "ओ", "ँ": "ं", "़": "", "\u200c": "", "\u200d": ""}
"""Signs by which writers differ, and one that stands for both."""

_MONTHS = frozenset(["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"])
LONGEST = 6


def is_hindi(text: str) -> bool:
    """It holds a letter, sign or figure of Devanagari."""
    return bool(_DEVANAGARI.search(text))


def in_our_figures(text: str) -> str:
    """Figures of Devanagari as 0 to 9, and a month between figures ("१७-फरवरी-२७") by its English name."""
    said = text.translate(_FIGURES)
    if said[:1].isdigit() and is_hindi(said):
        said = _WORD.sub(lambda found: _months().get(plain(found[0]), found[0]), said)
    return said


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A word as it is looked up: one way of writing it, without marks."""
    body = unicodedata.normalize("NFD", text)
    for sign, one in _UNITED.items():
        body = body.replace(sign, one)
    # A nasal before a letter of its own row is written as that letter with a virama, or as a dot.
    body = re.sub(r"[ङञणनम]्(?=[क-म])", "ं", body)
    return re.sub(r"[^\u0900-\u0963\u0970-\u097f]+", " ", body).strip()


@cache
def _book() -> dict[str, str]:
    book: dict[str, str] = {}
    for english, phrases in _SAYS.items():
        for phrase in phrases.split("|"):
            for said in _spelled_out(phrase):
                book.setdefault(plain(said), english)
    return book


@cache
def _months() -> dict[str, str]:
    return {said: english for said, english in _book().items() if english in _MONTHS}


def _spelled_out(phrase: str) -> tuple[str, ...]:
    for name, ways in _SAME.items():
        if f"{{{name}}}" in phrase:
            return tuple(said for way in ways for said in _spelled_out(phrase.replace(f"{{{name}}}", way)))
    return (phrase,)


def in_english(words: tuple[str, ...]) -> str:
    """What some words that stand beside each other are called in English, with the marks before and behind them; "" where they are no label."""
    before, first, _ = _parted(words[0])
    _, last, after = _parted(words[-1])
    said = _book().get(" ".join(filter(None, (plain(word) for word in words))))
    # A colon within ends a label: what follows is its value. Figures and other letters are no part of one.
    if said is None or not plain(first) or not plain(last) or any(":" in word for word in words[:-1]) or _OTHER.search("".join(words)):
        return ""
    return before + said + after


def _parted(word: str) -> tuple[str, str, str]:
    found = _EDGES.match(word)
    assert found
    return found[1], found[2], found[3]
