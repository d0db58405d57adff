"""Words that bills in Hindi, or in Hindi and English, print before their values, cut into two pools like the English ones; and how their figures and months are written.

Every letter of Devanagari is drawn as the same box, for there is no such font here: what is measured is the text layer. Programs that break words on their way into it
are another matter, and so are scans.
"""

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.generators.papers.words import Words

SEEN = Words(
    title=("कर बीजक", "कर बीजक / TAX INVOICE", "टैक्स इनवॉइस", "जीएसटी बीजक"),
    number=("बीजक संख्या", "चालान संख्या", "बिल संख्या", "बीजक क्रमांक / Invoice No.", "बिल नं."),
    date=("दिनांक", "बीजक दिनांक", "दिनांक / Date", "बिल दिनांक", "तारीख"),
    due=("देय तिथि", "भुगतान की अंतिम तिथि", "देय तिथि / Due Date"),
    po=("क्रय आदेश संख्या", "क्रय आदेश सं. / P.O. No."),
    buyer=("क्रेता", "ग्राहक", "क्रेता का विवरण / Buyer Details", "प्राप्तकर्ता", "क्रेता / Buyer"),
    gstin=("जीएसटीआईएन", "GSTIN", "जीएसटी संख्या", "जीएसटीआईएन / GSTIN"),
    supply=("आपूर्ति का स्थान", "आपूर्ति का स्थान / Place of Supply"),
    reverse=("रिवर्स चार्ज", "प्रतिवर्ती प्रभार / Reverse Charge"),
    taxable=("कर योग्य मूल्य", "कर योग्य राशि", "उप योग / Sub Total", "कर योग्य मूल्य / Taxable Value"),
    cgst=("सीजीएसटी", "केंद्रीय कर (CGST)", "सीजीएसटी / CGST"),
    sgst=("एसजीएसटी", "राज्य कर (SGST)", "एसजीएसटी / SGST"),
    igst=("आईजीएसटी", "एकीकृत कर (IGST)", "आईजीएसटी / IGST"),
    discount=("छूट", "व्यापार छूट"),
    freight=("भाड़ा", "परिवहन शुल्क"),
    round_off=("राउंड ऑफ", "पूर्णांकन"),
    total=("कुल राशि", "कुल योग", "महायोग", "कुल राशि / Total Amount"),
    in_words=("राशि शब्दों में", "शब्दों में"),
    account=("खाता संख्या", "बैंक खाता संख्या / A/c No."),
    ifsc=("आईएफएससी", "IFSC", "आईएफएससी कोड"),
    columns={
        "serial": ("क्र.", "क्रमांक", "क्र.सं."),
        "description": ("विवरण", "माल का विवरण", "वस्तु का विवरण"),
        "hsn": ("एचएसएन", "HSN/SAC", "एचएसएन कोड"),
        "quantity": ("मात्रा", "मात्रा / Qty"),
        "unit": ("इकाई",),
        "price": ("दर", "दर / Rate"),
        "discount": ("छूट",),
        "amount": ("राशि", "मूल्य", "राशि / Amount"),
    },
)

UNSEEN = Words(
    title=("कर चालान", "टैक्स इन्वॉइस", "GST TAX INVOICE / जीएसटी कर बीजक", "बीजक"),
    number=("इनवॉइस नंबर", "बीजक नं.", "बिल क्रमांक", "इनवॉइस सं.", "बिल सं. / Bill No."),
    date=("बीजक तिथि", "तिथि", "इनवॉइस दिनांक", "दिनाँक", "Date / तारीख"),
    due=("भुगतान तिथि", "अंतिम तिथि", "देय दिनांक"),
    po=("खरीद आदेश संख्या", "आदेश संख्या / PO No"),
    buyer=("खरीदार", "खरीददार का नाम", "ग्राहक का विवरण", "Bill To / बिल प्राप्तकर्ता", "सेवा में"),
    gstin=("जीएसटी नंबर", "जी.एस.टी.आई.एन.", "GSTIN / जीएसटी नं.", "जीएसटी पहचान संख्या"),
    supply=("आपूर्ति स्थान", "Place of Supply / आपूर्ति का राज्य"),
    reverse=("रिवर्स चार्ज लागू", "विपरीत प्रभार"),
    taxable=("करयोग्य मूल्य", "कर योग्य मान", "कर से पूर्व राशि", "उपयोग योग्य कर पूर्व राशि / Taxable Amount"),
    cgst=("केंद्रीय जीएसटी", "CGST / सीजीएसटी", "सी.जी.एस.टी."),
    sgst=("राज्य जीएसटी", "SGST / एसजीएसटी", "एस.जी.एस.टी."),
    igst=("एकीकृत जीएसटी", "IGST / आईजीएसटी", "आई.जी.एस.टी."),
    discount=("कुल छूट", "नकद छूट"),
    freight=("माल भाड़ा", "ढुलाई"),
    round_off=("राउंड-ऑफ", "पूर्णांक"),
    total=("सकल योग", "कुल देय राशि", "Grand Total / कुल योग", "कुल बिल राशि"),
    in_words=("राशि (शब्दों में)", "कुल राशि शब्दों में"),
    account=("खाता क्रमांक", "खाता नं."),
    ifsc=("आई.एफ.एस.सी.", "IFSC / आईएफएससी"),
    columns={
        "serial": ("सं.", "क्रम"),
        "description": ("सामान का विवरण", "वस्तु", "विवरण / Particulars"),
        "hsn": ("HSN / एचएसएन", "एच.एस.एन."),
        "quantity": ("परिमाण", "Qty / मात्रा"),
        "unit": ("यूनिट",),
        "price": ("भाव", "Rate / दर"),
        "discount": ("छूट",),
        "amount": ("कुल", "Amount / राशि", "कुल मूल्य"),
    },
)
HINDI = {"Hindi seen": SEEN, "Hindi unseen": UNSEEN}

DIGITS = str.maketrans("0123456789", "०१२३४५६७८९")
_MONTHS = dict(
    zip(
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
        ("जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
        strict=True,
    )
)


def in_hindi(shown: str) -> str:
    """A day with its month in Hindi."""
    for english, hindi in _MONTHS.items():
        shown = shown.replace(english, hindi).replace(english[:3], hindi)
    return shown


@cache
def lettered(name: str) -> str:
    """Name of the font with a box for each letter of Devanagari."""
    font = TTFont(f"{name}Hindi", f"{name}.ttf")
    box = ord("r")
    for code in range(0x900, 0x980):
        font.face.charToGlyph[code] = font.face.charToGlyph[box]
        font.face.charWidths[code] = font.face.charWidths[box]
    pdfmetrics.registerFont(font)
    return font.fontName
