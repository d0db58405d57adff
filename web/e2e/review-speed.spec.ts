import { expect, test } from "@playwright/test";
import { enter } from "./helpers";

// Figures, not a test: `QRT_BENCH=1 npm run e2e -- review-speed` prints them. Goals (UX 7.2, 11): the next paper under 400 ms, the next field under 50 ms.
test.skip(process.env.QRT_BENCH === undefined, "prints figures when asked: QRT_BENCH=1");
test.use({ storageState: "test-results/controller.json" });

const share = (sorted: number[], part: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(1);
const said = (title: string, times: number[]): void => {
  const sorted = times.toSorted((a, b) => a - b);
  console.log(`${title}: median ${share(sorted, 0.5)} ms, nine in ten ${share(sorted, 0.9)} ms, worst ${share(sorted, 1)} ms over ${sorted.length}`);
};

test("from paper to paper and from field to field", async ({ page }) => {
  test.setTimeout(300_000);
  const at = await enter(page);
  await page.goto(`${at}/documents?view=all`);
  await page.goto(`${at}/documents`);
  const found = await page.request.get(`/api/documents?quarter=${at.split("/")[2] ?? ""}&view=all&limit=500`);
  const { items } = (await found.json()) as { items: { id: string; kind: string }[] };
  let first: { id: string } | undefined;
  for (const item of items.filter((each) => each.kind === "tax_invoice")) {
    const paper = (await (await page.request.get(`/api/documents/${item.id}`)).json()) as { pages: unknown[]; fields: unknown[] };
    if (paper.pages.length > 0 && paper.fields.length > 8) first = item;
    if (first) break;
  }
  await page.goto(`${at}/documents/${first?.id ?? ""}?view=all`);
  await expect(page.getByRole("img", { name: /Page 1 of/ })).toBeVisible();

  // In the page itself: from the key to the frame in which the field is lit.
  const fields = await page.evaluate(async () => {
    const times: { work: number; paint: number }[] = [];
    const inputs = () => [...document.querySelectorAll<HTMLInputElement>("[data-field]")];
    inputs()[0]?.focus();
    for (let turn = 0; turn < 40; turn += 1) {
      const from = document.activeElement;
      const start = performance.now();
      from?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
      await Promise.resolve();
      void document.body.offsetHeight;
      const work = performance.now() - start;
      await new Promise<void>((done) => {
        const look = (): void => { if (document.activeElement !== from && document.querySelector('[data-testid="paper-box"][data-current="true"], .bg-selected')) requestAnimationFrame(() => done()); else requestAnimationFrame(look); };
        look();
      });
      times.push({ work, paint: performance.now() - start });
    }
    return times;
  });
  said("field to field, script and layout", fields.map((each) => each.work));
  said("field to field, key to paint", fields.map((each) => each.paint));

  const papers: number[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    await page.waitForTimeout(1500); // A person looks; meanwhile the next paper is fetched.
    const before = page.url();
    papers.push(await page.evaluate(async (old) => {
      (document.activeElement as HTMLElement | null)?.blur();
      const start = performance.now();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "s", bubbles: true, cancelable: true }));
      const shown = (): boolean => {
        const heading = document.querySelector(`[aria-label^="Paper:"], [aria-label^="Rows of"]`);
        const pictures = [...document.images].filter((each) => each.alt.startsWith("Page 1"));
        return location.href !== old && heading !== null && pictures.every((each) => each.complete && each.naturalWidth > 0);
      };
      await new Promise<void>((done) => {
        const look = (): void => { if (shown() || performance.now() - start > 10_000) requestAnimationFrame(() => done()); else requestAnimationFrame(look); };
        look();
      });
      return performance.now() - start;
    }, before));
  }
  said("paper to paper, key to picture", papers);
});
