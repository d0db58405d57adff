import { describe, expect, it } from "vitest";
import { formatPaise, formatShort, parseAmount, paise, sumPaise, toDecimal } from "./money";

describe("paise", () => {
  it.each([1.5, Number.NaN, 2 ** 53, "100", null, undefined, 10n])("refuses %s, which is not a whole number of paise", (value) => {
    expect(() => paise(value)).toThrow(RangeError);
  });
  it("keeps no minus before nothing", () => expect(Object.is(paise(-0), 0)).toBe(true));
  it("does not add beyond what is exact", () => expect(() => sumPaise([paise(Number.MAX_SAFE_INTEGER), paise(1)])).toThrow(RangeError));
});

describe("formatPaise", () => {
  it.each([
    [0, "0.00"], [5, "0.05"], [-5, "(0.05)"], [99_999, "999.99"], [100_000, "1,000.00"], [2_841_690_244, "2,84,16,902.44"], [-6_124_011_800, "(6,12,40,118.00)"],
    [Number.MAX_SAFE_INTEGER, "9,00,71,99,25,47,409.91"],
  ])("shows %i as %s", (amount, text) => expect(formatPaise(paise(amount))).toBe(text));
  it("rounds half up in lakhs, once, on whole numbers", () => {
    expect(formatPaise(paise(49_999), "lakhs")).toBe("0.00");
    expect(formatPaise(paise(50_000), "lakhs")).toBe("0.01");
    expect(formatPaise(paise(-50_000), "lakhs")).toBe("(0.01)");
    expect(formatPaise(paise(94_100_000), "lakhs")).toBe("9.41");
  });
  it("puts no brackets round what rounds to nothing", () => expect(formatPaise(paise(-49_999), "lakhs")).toBe("0.00"));
  it("says L and Cr in chips alone", () => {
    expect(formatShort(paise(46_200_000))).toBe("₹ 4.62 L");
    expect(formatShort(paise(-1_200_000_000))).toBe("₹ (1.20) Cr");
    expect(formatShort(paise(4_181_800))).toBe("₹ 41,818.00");
  });
});

describe("parseAmount", () => {
  it.each([
    ["1250000", 125_000_000], ["12,50,000", 125_000_000], ["12.5L", 125_000_000], ["1.2cr", 1_200_000_000], ["(500)", -50_000], ["-500.05", -50_005], ["₹ 1,18,000.50", 11_800_050],
    ["=18*1860", 3_348_000], ["=0.5*0.5", 25], ["0", 0], [".5", 50],
  ])("reads %s", (text, amount) => expect(parseAmount(text)).toBe(amount));
  it.each(["", "abc", "1.234", "1.2.3", "12x", "--5", "=", "=1*", "=0.001*1", "99999999999999999999"])("refuses %s instead of rounding it", (text) => expect(parseAmount(text)).toBeNull());
  it("comes back from what is shown and from what is sent", () => {
    for (const amount of [0, 1, -1, 99, 100, 123_456_789, -98_765_432_101]) {
      expect(parseAmount(formatPaise(paise(amount)))).toBe(amount);
      expect(parseAmount(toDecimal(paise(amount)))).toBe(amount);
    }
  });
});
