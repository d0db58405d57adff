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
  const first = items.find((each) => each.kind === "tax_invoice");
  await page.goto(`${at}/documents/${first?.id ?? ""}?view=all`);
  await expect(page.getByRole("img", { name: /Page 1 of/ })).toBeVisible();

  // In the page itself: from the key to the frame in which the field is lit.
  const fields = await page.evaluate(async () => {
    const times: number[] = [];
    const inputs = () => [...document.querySelectorAll<HTMLInputElement>("[data-field]")];
    inputs()[0]?.focus();
    for (let turn = 0; turn < 40; turn += 1) {
      const from = document.activeElement;
      const start = performance.now();
      from?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
      await new Promise<void>((done) => {
        const look = (): void => { if (document.activeElement !== from && document.querySelector('[data-testid="paper-box"][data-current="true"], .bg-selected')) requestAnimationFrame(() => done()); else requestAnimationFrame(look); };
        look();
      });
      times.push(performance.now() - start);
    }
    return times;
  });
  said("field to field, key to paint", fields);

  const papers: number[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    await page.waitForTimeout(1500); // A person looks; meanwhile the next paper is fetched.
    const before = page.url();
    const start = await page.evaluate(() => performance.now());
    await page.locator("body").click({ position: { x: 5, y: 5 } });
    const pressed = await page.evaluate(() => performance.now());
    await page.keyboard.press("s");
    await page.waitForFunction((old) => location.href !== old && document.querySelector("[data-field], table.table") !== null && [...document.images].filter((each) => each.alt.startsWith("Page 1")).every((each) => each.complete && each.naturalWidth > 0), before, { polling: "raf" });
    papers.push((await page.evaluate(() => performance.now())) - pressed);
    void start;
  }
  said("paper to paper, key to picture", papers);
});
