/** Pages of one paper inside a PDF, counted from 1. */
export interface PagePart { readonly first_page: number; readonly last_page: number }

/** The papers that begin at these pages; the first page always begins one. */
export function partsOf(begins: readonly number[], pages: number): PagePart[] {
  const starts = [...new Set([1, ...begins])].filter((each) => each >= 1 && each <= pages).toSorted((a, b) => a - b);
  return starts.map((first, index) => ({ first_page: first, last_page: (starts[index + 1] ?? pages + 1) - 1 }));
}
