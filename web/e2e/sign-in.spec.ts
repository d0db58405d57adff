import { expect, test } from "@playwright/test";
import { signIn } from "./helpers";
import { EXECUTIVE, VIEWER } from "./people";

test("a wrong password does not tell whether the account exists", async ({ page }) => {
  const said: string[] = [];
  for (const email of ["controller@sample.example", "nobody@sample.example"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    said.push((await page.getByRole("alert").textContent()) ?? "");
  }
  expect(said[0]).toBe(said[1]);
});

test("a link leads to its screen after sign-in", async ({ page }) => {
  const root = await signIn(page, EXECUTIVE);
  await page.context().clearCookies();
  await page.goto(`${root}/documents?view=all`);
  await expect(page).toHaveURL(/sign-in/);
  await page.getByLabel("E-mail").fill(EXECUTIVE.email);
  await page.getByLabel("Password").fill(EXECUTIVE.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/documents\?view=all/);
});

test("a viewer reads and is told why they cannot act", async ({ page }) => {
  const root = await signIn(page, VIEWER);
  await expect(page.getByText("Read only")).toBeVisible();
  await page.goto(`${root}/journals?view=all`);
  const approve = page.getByRole("button", { name: /Approve and next/ });
  await expect(approve).toHaveAttribute("aria-disabled", "true");
  await expect(approve).toHaveAttribute("title", /finance manager/);
  await expect(page.getByRole("navigation", { name: "Main" }).getByText("Audit trail")).toHaveCount(0);
});
