import { expect, test, type Page } from "@playwright/test";
import { currentRow, signIn } from "./helpers";
import { VIEWER } from "./people";

test.use({ storageState: "test-results/controller.json" });

async function root(page: Page): Promise<string> {
  await page.goto("/");
  await page.waitForURL(/\/\d{4}-\d{2}-q[1-4]\//);
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}

test("a figure of the trial balance leads to its paper by Enter alone, and Esc comes back to the same row", async ({ page }) => {
  const at = await root(page);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(`${at}/books/tb`);
  await expect(page.getByText("Balances", { exact: true })).toBeVisible();
  const balance = page.getByRole("grid", { name: "Trial balance" });
  await expect(currentRow(page, "Trial balance")).toHaveCount(1);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const ledger = (await currentRow(page, "Trial balance").getByRole("gridcell").first().textContent()) ?? "";
  await page.keyboard.press("Enter");
  const vouchers = page.getByRole("grid", { name: /Vouchers of/ });
  await expect(vouchers.getByRole("row").nth(2)).toBeVisible();
  await page.keyboard.press("j");
  const voucher = (await currentRow(page, /Vouchers of/).textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "Lines of the voucher" }).getByRole("row").nth(1)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("paper-box").or(page.getByTestId("paper-place")).first()).toBeVisible();
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("Escape");
  await expect(currentRow(page, /Vouchers of/)).toHaveText(voucher);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Where it comes from" })).toHaveCount(0);
  await expect(currentRow(page, "Trial balance").getByRole("gridcell").first()).toHaveText(ledger);
  await page.keyboard.press("f");
  await expect(balance.getByText(ledger, { exact: true })).toHaveCount(0);
});

test("the running balance of a ledger ends at its closing balance, and its file holds the whole of it", async ({ page }) => {
  const at = await root(page);
  const days = "first=2026-07-01&last=2026-09-30";
  const { lines } = (await (await page.request.get(`/api/enquiries/trial-balance?${days}`)).json()) as { lines: { ledger_id: string; debit_paise: number; closing_paise: number }[] };
  const largest = lines.toSorted((a, b) => b.debit_paise - a.debit_paise)[0];
  await page.goto(`${at}/books/ledger/${largest?.ledger_id}?from=2026-07-01&to=2026-09-30`);
  const grid = page.getByRole("grid", { name: /Vouchers of/ });
  await expect(grid).toBeVisible();
  await grid.focus();
  await page.keyboard.press("End");
  const closing = ((await page.getByText("Closing", { exact: true }).locator("..").locator(".num").last().textContent()) ?? "").trim();
  await expect(currentRow(page, /Vouchers of/).getByRole("gridcell").last()).toHaveText(closing);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  const text = await (await file.createReadStream()).toArray();
  expect(Buffer.concat(text).toString()).toContain("Closing balance");
  for (const form of ["xlsx", "pdf"]) {
    const answer = await page.request.get(`/api/enquiries/trial-balance/export.${form}?${days}`);
    expect(answer.ok()).toBe(true);
    expect((await answer.body()).length).toBeGreaterThan(500);
  }
});

test("words find vouchers over all days, and a voucher found opens beside the list", async ({ page }) => {
  const at = await root(page);
  await page.goto(`${at}/books/day-book`);
  await expect(page.getByRole("grid", { name: "Day book" })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("rent");
  const found = page.getByRole("grid", { name: "Vouchers found" });
  await expect(found.getByRole("row").nth(1)).toBeVisible();
  await page.keyboard.press("Tab");
  await found.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "Lines of the voucher" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Where it comes from" })).toHaveCount(0);
});

test("an offer for a ledger is accepted by its key, stands in the history, and is taken back", async ({ page }) => {
  const at = await root(page);
  await page.goto(`${at}/books/chart?view=all`);
  const pane = page.getByRole("complementary", { name: "Ledger" });
  await expect(pane.getByRole("button", { name: /^Accept / }).first()).toBeVisible();
  await page.keyboard.press("1");
  await expect(page.getByText(/It counts from the next run on/)).toBeVisible();
  await expect(pane.getByRole("region", { name: "History" })).not.toContainText("Nobody has decided");
  await expect(currentRow(page, "Ledgers")).toContainText("Decided");
  await page.keyboard.press("x");
  await expect(page.getByText(/left to the rules again/)).toBeVisible();
  await page.keyboard.press("Shift+A");
  const many = page.getByRole("dialog", { name: "Accept many offers" });
  await many.getByLabel("Only those without a line").uncheck();
  await expect(many.getByRole("button", { name: /Accept \d+ ledgers/ })).toBeEnabled();
  const expected = Number(/\d+/.exec((await many.getByRole("button", { name: /Accept \d+ ledgers/ }).textContent()) ?? "")?.[0]);
  await expect(many.getByRole("row")).toHaveCount(expected + 1);
  await page.keyboard.press("Escape");
});

test("an asset shows its schedule, its vouchers and its paper, and Esc comes back to its row", async ({ page }) => {
  const at = await root(page);
  await page.goto(`${at}/books/assets`);
  await expect(page.getByRole("grid", { name: "Register of fixed assets" })).toBeVisible();
  await page.keyboard.press("j");
  const row = (await currentRow(page, "Register of fixed assets").textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/books\/assets\/[0-9a-f-]{36}/);
  await expect(page.getByRole("region", { name: "Schedule" }).getByRole("row").nth(2)).toBeVisible();
  await page.keyboard.press("o");
  await expect(page.getByTestId("paper-box").or(page.getByTestId("paper-place")).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Where it comes from" })).toHaveCount(0);
  await page.keyboard.press("e");
  await expect(page.getByRole("dialog", { name: /^Change/ }).getByRole("button", { name: "Change" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(currentRow(page, "Register of fixed assets")).toHaveText(row);
});

test("a column of the ageing schedule leads to its parties, and a party to its bills", async ({ page }) => {
  const at = await root(page);
  await page.goto(`${at}/books/parties?tab=payables`);
  await expect(page.getByText("Ties to the balance sheet").first()).toBeVisible();
  await page.getByRole("button", { name: "Less than 1 year" }).first().click();
  await expect(page.getByRole("heading", { name: /in “Less than 1 year”/ })).toBeVisible();
  await expect(currentRow(page, "Parties by age")).toHaveCount(1);
  const party = (await currentRow(page, "Parties by age").getByRole("gridcell").first().textContent()) ?? "";
  await page.getByRole("grid", { name: "Parties by age" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(party);
  const bills = page.getByRole("grid", { name: "Bills" });
  await expect(bills.getByRole("row").nth(1)).toBeVisible();
  await page.getByRole("link", { name: "Statement", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Statement of");
});

test("a viewer reads the books and is told why they cannot decide", async ({ page }) => {
  await page.context().clearCookies();
  const at = await signIn(page, VIEWER);
  await page.goto(`${at}/books/chart?view=all`);
  await expect(page.getByRole("button", { name: /Accept many/ })).toHaveAttribute("title", /not change it/);
  await page.goto(`${at}/books/assets`);
  await expect(page.getByRole("button", { name: /Enter asset/ })).toHaveAttribute("aria-disabled", "true");
});

test("opening bills of a party are entered with the difference to its opening balance shown, and wait for another person", async ({ page }) => {
  const at = await root(page);
  const quarter = at.split("/")[2];
  const { items } = (await (await page.request.get(`/api/parties?quarter=${quarter}&side=customer&limit=200`)).json()) as { items: { id: string; ledger: string }[] };
  await page.goto(`${at}/books/parties/${items[0]?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(items[0]?.ledger ?? "");
  await page.keyboard.press("b");
  const dialog = page.getByRole("dialog", { name: /^Opening bills of/ });
  const send = dialog.getByRole("button", { name: "Send for review" });
  await dialog.getByRole("button", { name: "Add a bill" }).click();
  const last = await dialog.getByRole("row").count() - 1;
  await dialog.getByLabel(`Bill ${last}`, { exact: true }).fill(`OLD-${Date.now()}`);
  await dialog.getByLabel(`Amount of bill ${last}`).fill("1,000");
  await dialog.getByLabel(`Date of bill ${last}`).fill("15-05-2026");
  await dialog.getByLabel("Where they come from").fill("Ledger of last year");
  await expect(dialog.getByText("On no bill", { exact: true })).toBeVisible();
  for (let row = last - 1; row > 0; row -= 1) if ((await dialog.getByLabel(`Bill ${row}`, { exact: true }).inputValue()) === "") await dialog.getByRole("button", { name: `Remove bill ${row}` }).click();
  await expect(send).not.toHaveAttribute("aria-disabled", "true");
  await send.click();
  const asked = page.getByRole("region", { name: "Asked opening bills" });
  await expect(asked).toContainText("You ask for these opening bills");
  await expect(asked).toContainText("₹ 1,000.00");
  await expect(asked.getByRole("button", { name: "Let them count" })).toHaveAttribute("aria-disabled", "true");
  await asked.getByRole("button", { name: "Take back" }).click();
  await expect(asked).toHaveCount(0);
});
