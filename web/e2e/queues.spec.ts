import { expect, test } from "@playwright/test";
import { currentRow, drafted, signIn } from "./helpers";
import { EXECUTIVE } from "./people";

test.use({ storageState: "test-results/controller.json" });

async function root(page: import("@playwright/test").Page): Promise<string> {
  await page.goto("/");
  await page.waitForURL(/\/\d{4}-\d{2}-q[1-4]\//);
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}

test("a document is reviewed by keys: its field lights its box, Enter agrees, Ctrl Enter opens the next", async ({ page }) => {
  const at = await root(page);
  await page.goto(`${at}/documents?q=Tax`);
  const found = await page.request.get(`/api/documents?quarter=${at.split("/")[2]}&view=check&limit=200`);
  const { items } = (await found.json()) as { items: { id: string; kind: string; reason: string }[] };
  const paper = items.find((item) => item.kind === "tax_invoice");
  expect(paper, "the sample company has invoices with a field to look at").toBeDefined();
  await page.goto(`${at}/documents/${paper?.id}`);
  await expect(page.getByRole("img", { name: /Page 1 of/ })).toBeVisible();
  await expect(page.locator('[data-testid="paper-box"]').first()).toBeVisible();
  const fields = page.getByRole("complementary", { name: "Fields" });
  const looks = await fields.getByText(/^(Check \d+%|Missing)$/).count();
  expect(looks).toBeGreaterThan(0);
  await fields.getByRole("textbox").first().focus();
  await page.keyboard.press("Tab");
  await expect(page.locator('[data-testid="paper-box"][data-current="true"]').or(fields.locator("input:focus"))).not.toHaveCount(0);
  const before = await fields.getByText(/^(Check \d+%|Missing)$/).count();
  await fields.getByText(/^Check \d+%$/).first().click();
  await fields.locator('[class*="bg-selected"] input').focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => fields.getByText(/^(Check \d+%|Missing)$/).count()).toBeLessThan(before);
});

test("a journal is approved by keys, and the next one follows", async ({ page, browser }) => {
  const at = await root(page);
  // Two entries of somebody else's: one to approve and one that follows.
  const other = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await signIn(other, EXECUTIVE);
  const [company] = (await (await other.request.get("/api/entities")).json()) as { code: string }[];
  const lines = [{ ledger: "Statutory Audit Fee", amount_paise: 125_000 }, { ledger: "Accrued Expenses", amount_paise: -125_000 }];
  for (const narration of ["Audit fee of July", "Audit fee of August"]) await drafted(other, "/journals", { entity_code: company?.code, kind: "journal", day: "2026-09-30", narration, lines });
  await other.context().close();
  await page.goto(`${at}/journals`);
  const queue = page.getByRole("listbox", { name: "Entries" });
  const approve = page.getByRole("button", { name: /Approve and next/ });
  await expect(queue.getByRole("option").first()).toBeVisible();
  const count = Number(await queue.getByRole("option").first().getAttribute("aria-setsize"));
  await expect(approve).toBeEnabled();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(approve).not.toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("a");
  await expect(page.getByText(/is posted/)).toBeVisible();
  await expect.poll(async () => Number((await queue.getByRole("option").first().getAttribute("aria-setsize").catch(() => "0")) ?? 0)).toBe(count - 1);
});

test("a match is accepted by keys at once, and stays accepted", async ({ page }) => {
  const at = await root(page);
  await page.goto(`${at}/recon`);
  const found = await page.request.get(`/api/recon?quarter=${at.split("/")[2]}`);
  const bench = ((await found.json()) as { subject: string; counts: { suggested: number } }[]).find((each) => each.counts.suggested > 0);
  if (!bench) throw new Error("the sample company has no pairs to decide");
  const row = page.getByRole("row").filter({ hasText: bench.subject }).filter({ hasText: /to decide/ }).first();
  await expect(page.getByRole("table")).toBeVisible();
  await expect(row, "the sample company has matches to decide").toBeVisible();
  await row.getByRole("link").click();
  const grid = page.getByRole("grid", { name: /To decide/ });
  await expect(grid).toBeVisible();
  const rows = Number(await grid.getAttribute("aria-rowcount")) - 1;
  await expect(page.getByRole("complementary", { name: "Why" })).toContainText(/[+−]\d/);
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  await page.keyboard.press("a");
  await expect(page.getByText(/Accepted 1 match/)).toBeVisible();
  await expect(page.getByRole("tab", { name: /To decide/ })).toHaveText(new RegExp(`To decide ${rows - 1}$`));
});

test("the trail is checked by one press and is whole", async ({ page }) => {
  const at = await root(page);
  await page.goto(`${at}/audit`);
  await expect(page.getByRole("grid", { name: "Acts" })).toBeVisible();
  await page.keyboard.press("v");
  await expect(page.getByText(/Whole\./)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/audit\/record\//);
  await expect(page.getByRole("region", { name: "Versions" })).toBeVisible();
});
