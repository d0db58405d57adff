import { expect, it } from "vitest";
import { DecodeError, decodeMoney } from "./decode";

it("lets whole paise through, wherever they stand, and none at all", () => {
  const answer = { amount_paise: 1, rows: [{ total_paise: null, amounts_paise: [1, null, -3], columns_paise: { not_due: 5, older: 0 } }], name: "x" };
  expect(decodeMoney(answer)).toBe(answer);
});
it("leaves a line's labels the texts they are: the rest of a split line says in one what the whole was", () => {
  const answer = { items: [{ amount_paise: -5_000, labels: { whole_paise: "-12500", file: "axis.csv" } }] };
  expect(decodeMoney(answer).items[0]?.labels.whole_paise).toBe("-12500");
});
it.each([
  [{ amount_paise: 1.5 }, "answer.amount_paise"], [{ rows: [{ total_paise: "5" }] }, "answer.rows[0].total_paise"], [{ amounts_paise: [1, 2 ** 60] }, "answer.amounts_paise[1]"], [{ columns_paise: { older: 0.5 } }, "answer.columns_paise.older"],
])("stops at %j and says where", (answer, where) => {
  expect(() => decodeMoney(answer)).toThrow(DecodeError);
  expect(() => decodeMoney(answer)).toThrow(where);
});
