import { expect, it } from "vitest";
import { DecodeError, decodeMoney } from "./decode";

it("lets whole paise through, wherever they stand, and none at all", () => {
  const answer = { amount_paise: 1, rows: [{ total_paise: null, amounts_paise: [1, null, -3], columns_paise: { not_due: 5, older: 0 } }], name: "x" };
  expect(decodeMoney(answer)).toBe(answer);
});
it.each([
  [{ amount_paise: 1.5 }, "answer.amount_paise"], [{ rows: [{ total_paise: "5" }] }, "answer.rows[0].total_paise"], [{ amounts_paise: [1, 2 ** 60] }, "answer.amounts_paise[1]"], [{ columns_paise: { older: 0.5 } }, "answer.columns_paise.older"],
])("stops at %j and says where", (answer, where) => {
  expect(() => decodeMoney(answer)).toThrow(DecodeError);
  expect(() => decodeMoney(answer)).toThrow(where);
});
