import { expect, test } from "@playwright/test";

test.use({ storageState: "test-results/controller.json" });

test("a figure leads to its place on the paper by Enter alone, and Esc comes back to the same row", async ({ page }) => {
  await page.goto("/");
  await page.waitForURL(/\/\d{4}-\d{2}-q[1-4]\//);
  const at = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  await page.goto(`${at}/statements/pl`);
  const face = page.getByRole("grid", { name: /profit and loss/i });
  await expect(face.locator('[data-current="true"]')).toHaveCount(1);
  const line = await face.locator('[data-current="true"]').textContent();

  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "Ledgers" }).getByRole("row").nth(1)).toBeVisible();
  await page.keyboard.press("Enter");
  const vouchers = page.getByRole("grid", { name: /Vouchers of/ });
  await expect(vouchers.getByRole("row").nth(2)).toBeVisible();
  await page.keyboard.press("j");
  const voucher = await vouchers.locator('[data-current="true"]').textContent();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("grid", { name: "Lines of the voucher" }).getByRole("row").nth(1)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("paper-box").first()).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(page.getByRole("grid", { name: "Lines of the voucher" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(vouchers.locator('[data-current="true"]')).toHaveText(voucher ?? "");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary", { name: "Where it comes from" })).toHaveCount(0);
  await expect(face.locator('[data-current="true"]')).toHaveText(line ?? "");
});

test("ledgers behind a line add up to it, and units scale every figure", async ({ page }) => {
  await page.goto("/");
  await page.waitForURL(/\/\d{4}-\d{2}-q[1-4]\//);
  const at = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  await page.goto(`${at}/statements/tb`);
  await expect(page.getByText("Balances", { exact: true })).toBeVisible();
  const foot = page.getByText(/^Debit /).last();
  const debit = await foot.textContent();
  expect((await page.getByText(/^Credit /).last().textContent())?.slice(7)).toBe(debit?.slice(6));
  await page.keyboard.press("u");
  await expect(page).toHaveURL(/unit=thousands/);
  await expect(foot).not.toHaveText(debit ?? "");
});
