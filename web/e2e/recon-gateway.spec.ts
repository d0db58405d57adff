import { expect, test, type Page } from "@playwright/test";
import { faultsOf } from "./faults";
import { currentRow, enter, signIn, signInAgain } from "./helpers";
import { CONTROLLER, EXECUTIVE } from "./people";

test.use({ storageState: "test-results/controller.json" });

interface Bench { readonly id: string; readonly kind: string; readonly subject: string; readonly counts: { readonly auto: number; readonly right_open: number; readonly drafted: number } }

/** The reconciliation of the sample company's payment gateway. */
async function gateway(page: Page): Promise<{ root: string; bench: Bench; at: string }> {
  const root = await enter(page);
  const all = (await (await page.request.get(`/api/recon?quarter=${root.split("/")[2]}`)).json()) as Bench[];
  const bench = all.find((each) => each.kind === "gateway");
  if (!bench) throw new Error("the sample company has no payment gateway");
  return { root, bench, at: `${root}/recon/${bench.id}` };
}

test("payments of a gateway are paired by their numbers, and what nobody booked is found and drafted from its line", async ({ page }) => {
  const { root, bench, at } = await gateway(page);
  await page.goto(`${at}?tab=accepted`);
  const accepted = page.getByRole("grid", { name: /Accepted/ });
  await expect(currentRow(page, /Accepted/)).toHaveCount(1);
  expect(bench.counts.auto).toBeGreaterThan(20);
  await expect(accepted.getByText(/pay_|setl_/).first()).toBeVisible();

  const findings = async (rule: string): Promise<{ subject: string; sentence: string }[]> =>
    ((await (await page.request.get(`/api/findings?quarter=${root.split("/")[2]}&rule=${rule}&limit=50`)).json()) as { items: { subject: string; sentence: string }[] }).items;
  for (const rule of ["recon.gateway_fee", "recon.refund_not_booked", "recon.settlement_not_received", "recon.settlement_differs", "recon.payment_twice"]) {
    const found = await findings(rule);
    expect(found.length, rule).toBeGreaterThan(0);
    expect(found[0]?.subject).toContain(bench.subject);
  }

  // The fee has its entry by a rule; the refund gets one from its line.
  await page.goto(`${at}?method=new_entry`);
  await expect(page.getByRole("grid", { name: /To decide/ }).getByRole("link", { name: "+ New entry" })).toHaveCount(bench.counts.drafted);
  const { items } = (await (await page.request.get(`/api/recon/${bench.id}/rows?tab=right&limit=100`)).json()) as { items: { id: string; entry: object | null; right: { narration: string }[] }[] };
  const refund = items.find((row) => row.entry === null && row.right[0]?.narration.startsWith("Refund"));
  await page.goto(`${at}?tab=right&row=${refund?.id}`);
  await expect(currentRow(page, /Gateway only/)).toContainText("Refund");
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New entry from this line" });
  await expect(dialog.getByText("who paid before")).toBeVisible();
  await expect(dialog.getByRole("status")).toHaveText("difference 0.00");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/journals\//);
  await expect(page.getByRole("heading", { name: /^Draft · Per the gateway's report: Refund / })).toBeVisible();
  await page.goto(`${at}?tab=right&row=${refund?.id}`);
  await expect(currentRow(page, /Gateway only/)).toContainText("Refund");
  await expect(page.getByRole("tab", { name: /To decide/ })).toHaveText(new RegExp(`To decide \\d+$`));
  await currentRow(page, /Gateway only/).getByRole("link").first().click();
  await page.waitForURL(/\/journals\//);
  await page.getByRole("button", { name: "Take back", exact: true }).click();
  await page.getByRole("dialog", { name: /^Take back/ }).getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("The draft is taken back.")).toBeVisible();
});

test("the statement of a gateway explains its ledger to the paisa and is signed by two", async ({ page, browser }) => {
  test.setTimeout(4 * 60_000);
  const { at } = await gateway(page);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const maker = await context.newPage();
  await signIn(maker, EXECUTIVE);
  await maker.goto(at);
  await expect(maker.getByRole("tab", { name: /To decide/ })).toBeVisible();
  await maker.keyboard.press("b");
  const statement = maker.getByRole("region", { name: "Statement" });
  await expect(statement.getByText(/Balance as per our ledger on/)).toBeVisible();
  const unexplained = statement.getByRole("row").filter({ hasText: /^Not explained/ });
  await expect(unexplained.getByRole("cell").last()).toHaveText("0.00");
  await maker.getByRole("button", { name: "Sign as prepared" }).click();
  const why = maker.getByRole("dialog", { name: /^Not everything is/ });
  await expect(why.or(maker.getByText("Waits for review")).first()).toBeVisible();
  if (await why.isVisible()) {
    await why.getByRole("textbox").fill("The gateway was asked");
    await why.getByRole("button", { name: "Sign as prepared" }).click();
  }
  await expect(maker.getByRole("complementary", { name: "Signatures" }).getByText("Waits for review")).toBeVisible();
  await expect(maker.getByRole("button", { name: "Review and sign" })).toHaveAttribute("aria-disabled", "true");
  await context.close();

  await signInAgain(page, CONTROLLER);
  await page.goto(`${at}?tab=statement`);
  await page.getByRole("button", { name: "Review and sign" }).click();
  await expect(page.getByRole("complementary", { name: "Signatures" }).getByText("Prepared and reviewed")).toBeVisible();
});

test("the bench of a gateway has no fault that axe can find, in any theme and width", async ({ page }) => {
  const { at } = await gateway(page);
  await page.goto(`${at}?tab=right`);
  await expect(currentRow(page, /Gateway only/)).toHaveCount(1);
  expect(await faultsOf(page, "gateway")).toEqual([]);
});
