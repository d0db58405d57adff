import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

test.use({ storageState: "test-results/controller.json" });

const BOOKS = [
  "documents?view=columns", "books/tb", "books/day-book", "books/day-book?q=rent", "books/chart", "books/chart?view=all", "books/chart?tab=openings", "books/assets", "books/assets?tab=reconciliation", "books/assets?tab=cwip", "books/assets?tab=blocks",
  "books/parties", "books/parties?tab=receivables", "books/parties?tab=payables&column=y0_1", "books/parties?tab=msme", "books/parties?tab=currencies",
];
const INSIDE = ["close", "documents?view=all", "journals?view=all", "journals/new", "journals/recurring", "close?periods=open", ...BOOKS, "recon", "compliance/findings", "statements/bs", "statements/pl", "statements/tb", "statements/completeness", "audit", "agents", "settings"];
const OUTSIDE = ["/sign-in", "/sign-up", "/invite/a-token-that-is-long-enough", "/dev/parts"];
const WIDTHS = [[1440, 900], [390, 844]] as const;

for (const theme of ["light", "dark"] as const) {
  for (const [width, height] of WIDTHS) {
    test(`no fault that axe can find: ${theme}, ${width} px`, async ({ page }) => {
      test.setTimeout(10 * 60_000);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.goto("/");
      await page.waitForURL(/\/\d{4}-\d{2}-q[1-4]\//);
      const root = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
      const id = async (path: string, key = "items"): Promise<string> => {
        const answer = (await (await page.request.get(`/api/${path}`)).json()) as Record<string, { id: string }[]> & { id: string }[];
        return (key === "" ? answer : answer[key])?.[0]?.id ?? "";
      };
      const quarter = root.split("/")[2];
      const days = "first=2026-07-01&last=2026-09-30";
      const ledger = ((await (await page.request.get(`/api/enquiries/trial-balance?${days}`)).json()) as { lines: { ledger_id: string }[] }).lines[0]?.ledger_id ?? "";
      const books = [`books/ledger/${ledger}`, `books/statement/${ledger}`, `books/tb?ledger=${ledger}`, `books/assets/${await id(`assets?quarter=${quarter}`)}`, `books/parties/${await id(`parties?quarter=${quarter}`)}`];
      const records = [...books, `documents/${await id(`documents?quarter=${quarter}&view=check`)}`, `journals/${await id(`journals?quarter=${quarter}&view=all`)}`, `recon/${await id(`recon?quarter=${quarter}`, "")}`];
      const found: string[] = [];
      for (const path of [...OUTSIDE, ...[...INSIDE, ...records].map((each) => `${root}/${each}`)]) {
        await page.goto(path);
        // A dialog that is open hides the heading from readers, not from the eye.
        await page.getByRole("heading", { level: 1, includeHidden: true }).first().waitFor();
        await page.waitForLoadState("networkidle").catch(() => undefined);
        const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
        for (const violation of violations) found.push(`${path}: ${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 1) found.push(`${path}: scrolls sideways by ${wide} px`);
      }
      expect(found).toEqual([]);
    });
  }
}
