import { expect, test, type Page } from "@playwright/test";
import { enter } from "./helpers";
import { faultsOf } from "./faults";

test.use({ storageState: "test-results/controller.json" });

const BOOKS = [
  "documents?view=columns", "books/tb", "books/day-book", "books/day-book?q=rent", "books/chart", "books/chart?view=all", "books/chart?tab=openings", "books/assets", "books/assets?tab=reconciliation", "books/assets?tab=cwip", "books/assets?tab=blocks",
  "books/parties", "books/parties?tab=receivables", "books/parties?tab=payables&column=y0_1", "books/parties?tab=msme", "books/parties?tab=currencies",
];
const INSIDE = ["close", "documents?view=all", "journals?view=all", "journals/new", "journals/recurring", "close?periods=open", ...BOOKS, "recon", "compliance/findings", "statements/bs", "statements/pl", "statements/tb", "statements/completeness", "audit", "agents", "settings"];
const OUTSIDE = ["/sign-in", "/sign-up", "/invite/a-token-that-is-long-enough", "/dev/parts"];

/** Where the records are that have a page of their own: the first of each kind. */
async function records(page: Page, quarter: string | undefined): Promise<string[]> {
  const id = async (path: string, key = "items"): Promise<string> => {
    const answer = (await (await page.request.get(`/api/${path}`)).json()) as Record<string, { id: string }[]> & { id: string }[];
    return (key === "" ? answer : answer[key])?.[0]?.id ?? "";
  };
  const days = "first=2026-07-01&last=2026-09-30";
  const ledger = ((await (await page.request.get(`/api/enquiries/trial-balance?${days}`)).json()) as { lines: { ledger_id: string }[] }).lines[0]?.ledger_id ?? "";
  const books = [`books/ledger/${ledger}`, `books/statement/${ledger}`, `books/tb?ledger=${ledger}`, `books/assets/${await id(`assets?quarter=${quarter}`)}`, `books/parties/${await id(`parties?quarter=${quarter}`)}`];
  const bench = `recon/${await id(`recon?quarter=${quarter}`, "")}`;
  return [...books, bench, `${bench}?tab=right&sort=-amount&hide=party`, `documents/${await id(`documents?quarter=${quarter}&view=check`)}`, `journals/${await id(`journals?quarter=${quarter}&view=all`)}`];
}

test("no page has a fault that axe can find, in any theme and width", async ({ page }) => {
  test.setTimeout(15 * 60_000);
  const root = await enter(page);
  const found: string[] = [];
  for (const path of [...OUTSIDE, ...[...INSIDE, ...(await records(page, root.split("/")[2]))].map((each) => `${root}/${each}`)]) {
    await page.goto(path);
    // A dialog that is open hides the heading from readers, not from the eye.
    await page.getByRole("heading", { level: 1, includeHidden: true }).first().waitFor();
    found.push(...(await faultsOf(page, path)));
  }
  expect(found).toEqual([]);
});
