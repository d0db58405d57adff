import { expect, test } from "@playwright/test";
import { signIn } from "./helpers";

test.use({ storageState: "test-results/controller.json" });

test("the board shows eight stages, a checklist that ties out, and what waits", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("list", { name: "Stages" }).getByRole("listitem")).toHaveCount(8);
  await expect(page.getByRole("region", { name: "Tasks" }).getByRole("row")).not.toHaveCount(1);
  await expect(page.getByRole("region", { name: "Waiting for you" })).toBeVisible();
});

test("a task opens beside the list and says why it cannot be signed", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("region", { name: "Tasks" }).getByRole("button").first().click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("Tie-out")).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Sign off" })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

test("keys lead everywhere: chords, the palette, the sheet of keys", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("close");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page).toHaveURL(/documents/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Documents");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("statem");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/statements\/bs/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Balance sheet");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys of this page" })).toContainText("Next unit");
  await page.keyboard.press("Escape");
  const before = page.url();
  await page.keyboard.press("[");
  await expect(page).not.toHaveURL(before);
});

test("a run shows its stages live, without a reload", async ({ page }) => {
  test.setTimeout(10 * 60_000);
  await signIn(page);
  await expect(page.getByLabel("Updates: Live")).toBeVisible();
  await page.getByRole("button", { name: "Run close" }).click();
  const running = page.getByRole("region", { name: "Running now" });
  await expect(running).toBeVisible();
  await expect(running.getByText(/of \d+ stages/)).toBeVisible();
  const stages = async (): Promise<number> => Number(/(\d+) of \d+ stages/.exec((await running.textContent({ timeout: 1000 }).catch(() => null)) ?? "")?.[1] ?? 99);
  const first = await stages();
  await expect.poll(stages, { timeout: 8 * 60_000, intervals: [500] }).toBeGreaterThan(first);
  await expect(page.getByRole("button", { name: "Run close" })).toBeEnabled({ timeout: 8 * 60_000 });
});
