import { describe, expect, it } from "vitest";
import { partsOf } from "./cuts";

describe("a PDF that is cut", () => {
  it("has every page in exactly one part", () => {
    for (const begins of [[], [2], [3, 5], [5, 3, 3], [1, 9, 2]]) {
      const pages = partsOf(begins, 6).flatMap(({ first_page, last_page }) => Array.from({ length: last_page - first_page + 1 }, (_, at) => first_page + at));
      expect(pages).toEqual([1, 2, 3, 4, 5, 6]);
    }
  });
  it("is one paper where nothing is cut", () => expect(partsOf([], 4)).toEqual([{ first_page: 1, last_page: 4 }]));
});
