import { expect, test } from "@playwright/test";
import { enter } from "./helpers";
import { CONTROLLER } from "./people";

test.use({ storageState: "test-results/controller.json" });

test("an act that wants a fresh sign-in asks for the password and then goes on by itself", async ({ page }) => {
  // The server's own no is tested with the server; a browser cannot wait five minutes for it.
  let confirmed = false;
  const keys: (string | undefined)[] = [];
  page.on("response", (answer) => { if (answer.url().endsWith("/auth/confirm") && answer.ok()) confirmed = true; });
  await page.route("**/soft-close", (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    const sentence = "Please sign in again to soft-close the period: your last sign-in is more than five minutes old.";
    return confirmed ? route.continue() : route.fulfill({ status: 403, json: { code: "auth.fresh_sign_in_needed", sentence, id: "x" } });
  });
  const root = await enter(page);
  await page.goto(`${root}/close?periods=open`);
  const sheet = page.getByRole("dialog", { name: /Periods of/ });
  await sheet.getByRole("button", { name: "Soft-close", exact: false }).first().click();
  const ask = page.getByRole("dialog", { name: "Please sign in again to soft-close the period" });
  await expect(ask.getByLabel("Password")).toBeFocused();
  await page.keyboard.type("not the password");
  await page.keyboard.press("Enter");
  await expect(ask.getByRole("alert")).toHaveText("The password is not right. Nothing was changed.");
  await ask.getByLabel("Password").fill(CONTROLLER.password);
  await page.keyboard.press("Enter");
  await expect(ask).toHaveCount(0);
  await expect(sheet.getByText(/Controllers alone write/).first()).toBeVisible();
  expect(new Set(keys).size).toBe(1);
  await sheet.getByRole("button", { name: "Open…" }).first().click();
  await page.getByLabel("Why").fill("Only a test");
  await page.keyboard.press("Control+Enter");
  await expect(sheet.getByText(/Controllers alone write/)).toHaveCount(0);
});

test("who does not sign in again is told that nothing was done", async ({ page }) => {
  const sentence = "Please sign in again to soft-close the period: your last sign-in is more than five minutes old.";
  await page.route("**/soft-close", (route) => route.fulfill({ status: 403, json: { code: "auth.fresh_sign_in_needed", sentence, id: "x" } }));
  const root = await enter(page);
  await page.goto(`${root}/close?periods=open`);
  const sheet = page.getByRole("dialog", { name: /Periods of/ });
  await sheet.getByRole("button", { name: "Soft-close", exact: false }).first().click();
  await expect(page.getByRole("dialog", { name: /Please sign in again/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(sentence)).toBeVisible();
  await expect(sheet.getByText(/Controllers alone write/)).toHaveCount(0);
});
