import { expect, test, type Page } from "@playwright/test";
import { faultsOf } from "./faults";
import { enter, signIn, signInAgain } from "./helpers";
import { CONTROLLER, EXECUTIVE } from "./people";

test.use({ storageState: "test-results/controller.json" });

interface Found { readonly root: string; readonly bank: string }

/** The bank reconciliation of the sample company with the most that a rule accepted. */
async function bank(page: Page): Promise<Found> {
  const root = await enter(page);
  const answer = await page.request.get(`/api/recon?quarter=${root.split("/")[2]}`);
  const all = (await answer.json()) as { id: string; kind: string; counts: { auto: number } }[];
  const banks = all.filter((each) => each.kind === "bank").toSorted((one, other) => other.counts.auto - one.counts.auto);
  return { root, bank: `${root}/recon/${banks[0]?.id}` };
}

test("a statement is prepared by one person, reviewed by another, and superseded by a later change", async ({ page, browser }) => {
  test.setTimeout(4 * 60_000);
  const found = await bank(page);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const maker = await context.newPage();
  await signIn(maker, EXECUTIVE);
  await maker.goto(found.bank);
  await expect(maker.getByRole("tab", { name: /To decide/ })).toBeVisible();
  await maker.keyboard.press("b");
  const statement = maker.getByRole("region", { name: "Statement" });
  await expect(statement.getByText(/Balance as per the books on 30-09-2026/)).toBeVisible();
  // A statement has no lines to filter.
  await expect(maker.getByLabel(/^Filter lines/)).toHaveCount(0);
  await expect(statement.getByText("Balance as per the bank, computed")).toBeVisible();

  await maker.getByLabel("As at").fill("15-08-2026");
  await maker.keyboard.press("Enter");
  await expect(statement.getByText(/on 15-08-2026/)).toBeVisible();
  await statement.getByRole("button", { name: /^▸ (Add|Less)/ }).first().click();
  await expect(statement.getByRole("cell", { name: /\d+ d$/ }).first()).toBeVisible();
  const file = await maker.request.get(String(await maker.getByRole("link", { name: "XLSX" }).getAttribute("href")));
  expect(file.headers()["content-type"]).toContain("spreadsheet");
  await maker.getByLabel("As at").fill("30-09-2026");
  await maker.keyboard.press("Enter");
  await expect(statement.getByText(/on 30-09-2026/)).toBeVisible();

  await maker.getByRole("button", { name: "Sign as prepared" }).click();
  const why = maker.getByRole("dialog", { name: /^Not everything is/ });
  await expect(why.or(maker.getByText("Waits for review")).first()).toBeVisible();
  if (await why.isVisible()) {
    await why.getByRole("textbox").fill("Agreed with the bank");
    await why.getByRole("button", { name: "Sign as prepared" }).click();
  }
  const signatures = maker.getByRole("complementary", { name: "Signatures" });
  await expect(signatures.getByText("Waits for review")).toBeVisible();
  await expect(maker.getByRole("button", { name: "Review and sign" })).toHaveAttribute("aria-disabled", "true");

  await signInAgain(page, CONTROLLER);
  await page.goto(`${found.bank}?tab=statement`);
  await page.getByRole("button", { name: "Review and sign" }).click();
  const seen = page.getByRole("complementary", { name: "Signatures" });
  await expect(seen.getByText("Prepared and reviewed")).toBeVisible();
  await expect(seen.getByText(/reviewed by/)).toBeVisible();

  await page.goto(`${found.bank}?tab=automatic`);
  const row = page.getByRole("region", { name: "Automatic matches" }).getByRole("row").nth(1);
  await row.getByRole("button", { name: "Wrong…" }).click();
  await page.getByRole("dialog", { name: "This match is wrong" }).getByRole("textbox").fill("It is another bill");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/Noted as wrong/)).toBeVisible();
  await page.goto(`${found.bank}?tab=statement`);
  await expect(seen.getByText("Superseded")).toBeVisible();
  await expect(seen.getByText(/changes? since then/)).toBeVisible();
  await context.close();
});

test("rules are tried, asked for by one and put in force by another; what a run accepted is taken back as a job", async ({ page, browser }) => {
  test.setTimeout(4 * 60_000);
  const found = await bank(page);
  await signInAgain(page, CONTROLLER);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const maker = await context.newPage();
  await signIn(maker, EXECUTIVE);
  // Nobody decides often enough here for a habit: the browser answers in the server's place.
  await maker.route("**/rules/habits", (route) => route.fulfill({ json: [{ rule: "fee_alone", percent: "2.3", accepted: 12, waiting: 4 }, { rule: "tax_alone", percent: null, accepted: 34, waiting: 1 }] }));
  await maker.goto(`${found.bank}?tab=rules`);
  const habits = maker.getByRole("region", { name: "Rules proposed from habits" });
  await expect(habits.getByText(/People accepted all 12 such matches that they decided; 4 more wait/)).toBeVisible();
  for (const n of [0, 1]) await habits.getByRole("button", { name: "Take into the rules" }).nth(n).click();
  const rules = maker.getByRole("region", { name: "Rules of this account" });
  await expect(rules.getByLabel("Fees of an unusual rate, up to %")).toHaveValue("2.3");
  await expect(rules.getByRole("checkbox", { name: /the size of a usual tax/ })).toBeChecked();
  await rules.getByLabel("Where a reference stands in a narration, one pattern a line").fill("UTR [&+]");
  await rules.getByLabel("Up to ₹ a match").fill("abc");
  const ask = rules.getByRole("button", { name: "Ask for these rules…" });
  await expect(ask).toHaveAttribute("aria-disabled", "true");
  await rules.getByLabel("Up to ₹ a match").fill("1");
  await rules.getByRole("button", { name: "Try on last quarter" }).click();
  const trial = maker.getByRole("dialog", { name: /^Tried on/ });
  await expect(trial.getByText(/would change\. /)).toBeVisible({ timeout: 60_000 });
  await expect(trial.getByText(/automatic \d/)).toBeVisible();
  await expect(trial.getByRole("table")).toContainText("above the amount that may be accepted without a person");
  await trial.getByRole("button", { name: "Done" }).click();
  await ask.click();
  await maker.getByRole("dialog", { name: "Ask for these rules" }).getByRole("textbox").fill("The bank's new format");
  await maker.keyboard.press("Control+Enter");
  await expect(maker.getByText("Waiting for a second person")).toBeVisible();
  await expect(maker.getByRole("button", { name: "Put in force" })).toHaveAttribute("aria-disabled", "true");

  await page.goto(`${found.bank}?tab=rules`);
  await page.getByRole("button", { name: "Put in force" }).click();
  const versions = page.getByRole("region", { name: "Versions" });
  await expect(versions.getByText("Counts from the next run")).toBeVisible();
  await expect(versions.getByText(/up to ₹ 1\.00.*differences of the size of a usual tax, fees up to 2\.3 %/)).toBeVisible();
  await maker.reload();
  await rules.getByRole("button", { name: /Leave it to/ }).click();
  await maker.getByRole("dialog", { name: "Ask to take these rules back" }).getByRole("textbox").fill("Only a test");
  await maker.keyboard.press("Control+Enter");
  await page.reload();
  await page.getByRole("button", { name: "Put in force" }).click();
  await expect(versions.getByText("Left to the company's policy")).toBeVisible();
  await context.close();

  await page.goto(`${found.bank}?tab=automatic`);
  await expect(page.getByText(/looked at/)).toBeVisible();
  // What was found wrong is rejected: it cannot be right before that is taken back.
  const looked = page.getByRole("region", { name: "Automatic matches" }).getByRole("row");
  await expect(looked.filter({ hasText: /Wrong, / }).getByRole("button", { name: "Right", exact: true }).first()).toHaveAttribute("aria-disabled", "true");
  await looked.filter({ hasNotText: /Wrong, / }).getByRole("button", { name: "Right", exact: true }).first().click();
  await expect(page.getByText("Noted as right.")).toBeVisible();
  await page.getByRole("button", { name: /^Take back \d/ }).click();
  const taking = page.getByRole("dialog", { name: /^Take back what was automatic/ });
  await expect(taking.getByText(/matches?, ₹/)).toBeVisible();
  await taking.getByRole("textbox").fill("Only a test");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/wait for a person again\./)).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: /^Take back 0/ })).toBeVisible();
  // The key on the button of the head works beside the lists too.
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("dialog", { name: /History/ }).getByText(/^Let automatic matches wait again/).first()).toBeVisible();
});

test("statement, rules and automatic have no fault that axe can find, in any theme and width", async ({ page }) => {
  test.setTimeout(4 * 60_000);
  const found = await bank(page);
  const faults: string[] = [];
  for (const tab of ["statement", "rules", "automatic"]) {
    await page.goto(`${found.bank}?tab=${tab}${tab === "automatic" ? "&show=all" : ""}`);
    await page.getByRole("region").first().waitFor();
    await page.waitForLoadState("networkidle").catch(() => undefined);
    if (tab === "statement") await page.getByRole("button", { name: /^▸/ }).first().click();
    faults.push(...(await faultsOf(page, tab)));
  }
  expect(faults).toEqual([]);
});
