import { expect, test, type Browser, type Page } from "@playwright/test";
import { drafted, enter, signIn, signInAgain } from "./helpers";
import { ADMIN, CONTROLLER, EXECUTIVE, type Person } from "./people";

// One entry goes from hand to hand: the first tests stand in the order of its life.

const NARRATION = `Audit fee accrued ${Date.now()}`;
let entry = "";

type State = Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>;
const signedIn = new Map<string, { state: State; root: string }>();

/** A page of a person. One sign-in each: more in a minute are refused. */
async function as(browser: Browser, person: Person): Promise<{ page: Page; root: string }> {
  const known = signedIn.get(person.email);
  if (known) {
    const page = await (await browser.newContext({ storageState: known.state })).newPage();
    await signInAgain(page, person);
    return { page, root: known.root };
  }
  // The controller signed in when the tests began.
  const kept = person.email === CONTROLLER.email;
  const page = await (await browser.newContext(kept ? { storageState: "test-results/controller.json" } : {})).newPage();
  const root = kept ? await enter(page) : await signIn(page, person);
  await signInAgain(page, person);
  signedIn.set(person.email, { state: await page.context().storageState(), root });
  return { page, root };
}

/** An expense of 1,250 against what is owed, in the first company. */
async function sides(page: Page) {
  const [company] = (await (await page.request.get("/api/entities")).json()) as { code: string }[];
  return { entity_code: company?.code, lines: [{ ledger: "Statutory Audit Fee", amount_paise: 125_000 }, { ledger: "Accrued Expenses", amount_paise: -125_000 }] };
}

const queue = (page: Page) => page.getByRole("listbox", { name: "Entries" });

/** Letters of an account, until the list offers it; Tab takes it. */
async function account(page: Page, letters: string): Promise<void> {
  await page.keyboard.type(letters);
  await expect(page.locator(".menu [aria-busy=false]").getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Tab");
}

test("a maker writes an entry from the keys alone, and the missing side is taken by =", async ({ browser }) => {
  const { page, root } = await as(browser, EXECUTIVE);
  await page.goto(`${root}/journals`);
  await expect(page.getByRole("tab", { name: /Mine/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("n");
  await expect(page.getByLabel("Account of line 1")).toBeFocused();
  await account(page, "statutory audit fee");
  await expect(page.getByLabel("Account of line 1")).toHaveValue("Statutory Audit Fee");
  await page.keyboard.type("=18*1860");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Debit of line 1")).toHaveValue("33,480.00");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Account of line 2")).toBeFocused();
  // Out of balance: it says so, by how much, and sends nothing.
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("alert")).toContainText("An entry has two lines at least.");
  await expect(page.getByText("Out by ₹ 33,480.00")).toBeVisible();
  await page.getByLabel("Account of line 2").focus();
  await account(page, "accrued expenses");
  await page.keyboard.press("Tab");
  await page.keyboard.type("=");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Credit of line 2")).toHaveValue("33,480.00");
  await page.getByLabel("What it is for").focus();
  await page.keyboard.type(NARRATION);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/Sent for approval. Devika Rao/)).toBeVisible();
  await expect(page).toHaveURL(/journals\/[0-9a-f-]{36}/);
  entry = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await expect(page.getByRole("heading", { name: new RegExp(NARRATION) })).toBeVisible();
  await expect(page.getByText(/Devika Rao.* can approve/).first()).toBeVisible();
  // Figure before and effect add up to the figure after, line by line of the statements.
  const effect = page.getByRole("region", { name: "Effect on the statements" });
  const row = effect.getByRole("row").filter({ hasText: "Other expenses" });
  const [before, moved, after] = (await row.locator("td.num").allTextContents()).map((text) => Number(text.replaceAll(",", "")));
  expect(moved).toBe(33_480);
  expect((before ?? 0) + (moved ?? 0)).toBeCloseTo(after ?? 0, 2);
  await expect(effect).toContainText("Profit for the period");
  await page.context().close();
});

test("what is written and not sent is not lost by a slip", async ({ browser }) => {
  const { page, root } = await as(browser, EXECUTIVE);
  await page.goto(`${root}/journals/new`);
  await page.getByLabel("What it is for").fill("Half a thought");
  await page.getByRole("link", { name: "Documents" }).first().click();
  const ask = page.getByRole("dialog", { name: "Leave without saving" });
  await expect(ask).toBeVisible();
  await ask.getByRole("button", { name: "Go on writing" }).click();
  await expect(page.getByLabel("What it is for")).toHaveValue("Half a thought");
  await page.context().close();
});

test("a checker asks, the entry stays; returns it with the reason pinned; the maker sends it again with what changed marked", async ({ browser }) => {
  const checker = await as(browser, CONTROLLER);
  await checker.page.goto(`${checker.root}/journals/${entry}`);
  await expect(checker.page.getByRole("heading", { name: new RegExp(NARRATION) })).toBeVisible();
  await checker.page.keyboard.press("c");
  await checker.page.keyboard.type("Which partner signs?");
  await checker.page.keyboard.press("Control+Enter");
  await expect(checker.page.getByRole("region", { name: "Questions" })).toContainText("1 open");
  await checker.page.keyboard.press("Escape");
  await checker.page.keyboard.press("r");
  await checker.page.getByLabel("What must change").fill("Quote the engagement letter");
  await checker.page.keyboard.press("Control+Enter");
  await expect(checker.page.getByText(/went back to Rohan Iyer/)).toBeVisible();

  const maker = await as(browser, EXECUTIVE);
  await maker.page.goto(`${maker.root}/journals/${entry}`);
  await expect(maker.page.getByText("Quote the engagement letter").first()).toBeVisible();
  await maker.page.keyboard.press("e");
  await expect(maker.page.getByRole("heading", { level: 1, name: /^Edit/ })).toBeVisible();
  await expect(maker.page.locator("p", { hasText: "Returned by Devika Rao" })).toContainText("Quote the engagement letter");
  await maker.page.getByLabel("What it is for").fill(`${NARRATION}, engagement letter 14`);
  await maker.page.keyboard.press("Control+Enter");
  await expect(maker.page.getByText(/Sent again for approval/)).toBeVisible();
  await expect(maker.page.getByText(/Changed by the maker: narration was/)).toBeVisible();
  await maker.page.context().close();
  await checker.page.context().close();
});

test("an entry that changed under the checker's eyes is not approved unread: both versions are shown", async ({ browser }) => {
  const checker = await as(browser, CONTROLLER);
  await checker.page.goto(`${checker.root}/journals/${entry}`);
  await expect(checker.page.getByRole("heading", { name: new RegExp(NARRATION) })).toBeVisible();
  const maker = await as(browser, EXECUTIVE);
  await maker.page.goto(`${maker.root}/journals/${entry}/edit`);
  await maker.page.getByLabel("What it is for").fill(`${NARRATION}, engagement letter 15`);
  await maker.page.keyboard.press("Control+Enter");
  await expect(maker.page.getByText(/Sent again for approval/)).toBeVisible();
  await expect(checker.page.getByText("Changed since you opened it.")).toBeVisible();
  await checker.page.keyboard.press("a");
  const both = checker.page.getByRole("dialog", { name: /changed since you opened it/ });
  await expect(both.getByRole("region", { name: "What you opened" })).toContainText("letter 14");
  await expect(both.getByRole("region", { name: "As it stands now" })).toContainText("letter 15");
  await both.getByRole("button", { name: "Go on with what stands now" }).click();
  await checker.page.keyboard.press("a");
  await expect(checker.page.getByText(/is posted/)).toBeVisible();
  await maker.page.context().close();
  await checker.page.context().close();
});

test("a posted entry is reversed, and the pair leads both ways", async ({ browser }) => {
  const { page, root } = await as(browser, EXECUTIVE);
  await page.goto(`${root}/journals/${entry}`);
  await page.getByRole("button", { name: "Reverse…" }).click();
  await page.getByLabel("Reason").fill("Booked twice");
  await page.getByRole("button", { name: "Draft the reversal" }).click();
  await expect(page.getByText(/Takes back/)).toBeVisible();
  await page.getByText(/Takes back/).getByRole("link").click();
  await expect(page.getByText(/Its reversal waits/)).toBeVisible();
  await page.context().close();
});

test("Enter goes from the queue to a line and from the line to its box on the paper; Esc comes back to the line", async ({ browser }) => {
  const maker = await as(browser, EXECUTIVE);
  const narration = `Courier bill ${Date.now()}`;
  const quarter = maker.root.split("/")[2];
  const papers = (await (await maker.page.request.get(`/api/documents?quarter=${quarter}&view=all&limit=200`)).json()) as { items: { id: string; kind: string }[] };
  const paper = papers.items.find((each) => each.kind === "tax_invoice");
  const made = await drafted(maker.page, "/journals", { ...(await sides(maker.page)), kind: "journal", day: "2026-09-30", narration, evidence: [{ document_id: paper?.id, page: 1, box: [0.1, 0.1, 0.5, 0.2] }] });
  const { page, root } = await as(browser, CONTROLLER);
  await page.goto(`${root}/journals`);
  const entry = queue(page).getByRole("option").filter({ hasText: narration });
  await entry.click();
  await expect(page.getByRole("heading", { name: new RegExp(narration) })).toBeVisible();
  await queue(page).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-line]").first()).toBeFocused();
  await page.keyboard.press("Enter");
  const where = page.getByRole("dialog", { name: "Where it comes from" });
  await expect(where).toContainText(/Open paper/);
  await expect(where.getByTestId("paper-box").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-line]").first()).toBeFocused();
  await drafted(maker.page, `/journals/${made.id}/drop`, { version: made.version });
  await maker.page.context().close();
  await page.context().close();
});

test("routine entries are listed, approved together, and taken back by reversals", async ({ browser }) => {
  // Two months of a recurring entry: drafts of a rule, small and sure.
  const maker = await as(browser, EXECUTIVE);
  const quarter = maker.root.split("/")[2];
  const what = `Water charges ${Date.now()}`;
  await drafted(maker.page, "/templates", { ...(await sides(maker.page)), name: what, kind: "journal", cadence: "monthly", day_of_month: 31, start_on: "2026-08-01", narration: what });
  await drafted(maker.page, `/templates/due?quarter=${quarter}`, {});
  await maker.page.context().close();
  const { page, root } = await as(browser, CONTROLLER);
  await page.goto(`${root}/journals?q=${encodeURIComponent(what)}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Journals");
  await page.keyboard.press("Shift+A");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "Routine entries" }).getByRole("row")).toHaveCount(3);
  const effect = dialog.getByRole("region", { name: "Effect on the statements" }).getByRole("row").filter({ hasText: "Other expenses" });
  await expect(effect.locator("td.num").nth(1)).toHaveText("2,500.00");
  await dialog.getByRole("button", { name: "Approve 2 entries" }).click();
  // The worker approves them; the page is told over its socket.
  await expect(dialog.getByRole("status")).toContainText("2 posted by Devika Rao");
  await expect(dialog.getByRole("region", { name: "Outcome" })).toContainText("Posted");
  await dialog.getByRole("button", { name: "Take these back…" }).click();
  await dialog.getByLabel("Reason").fill("Wrong bank");
  await dialog.getByRole("button", { name: "Draft 2 reversals" }).click();
  await expect(dialog.getByRole("status", { name: "Reversals" })).toContainText("Another person approves each reversal");
  await dialog.getByRole("button", { name: "Done" }).click();
  // What was approved together stands there afterwards too.
  await page.keyboard.press("Shift+A");
  await expect(page.getByRole("dialog").getByRole("region", { name: "Earlier" })).toContainText(/by Devika Rao/);
  await page.context().close();
});

test("a sheet is read row by row before anything is drafted, and the sound ones can be taken alone", async ({ browser }) => {
  const { page, root } = await as(browser, EXECUTIVE);
  await page.goto(`${root}/journals`);
  await page.getByRole("button", { name: /^New/ }).click();
  await page.getByRole("menuitem", { name: /Upload a sheet/ }).click();
  const rows = ["Date,Voucher,Ledger,Debit,Credit,Narration", "30-09-2026,1,Statutory Audit Fee,1500,,Top-up", "30-09-2026,1,Accrued Expenses,,1500,Top-up", "30-09-2026,2,No Such Ledger,10,,Wrong", "30-09-2026,2,Accrued Expenses,,12,Wrong", `30-09-2026,3,Statutory Audit Fee,${(Date.now() % 90_000) + 1}.00,,No other side`];
  await page.getByLabel("CSV or XLSX").setInputFiles({ name: "entries.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("status")).toContainText("1 sound");
  await expect(dialog.getByRole("region", { name: "Rows of the sheet" })).toContainText("No Such Ledger");
  await expect(dialog.getByRole("button", { name: /Draft all/ })).toHaveAttribute("aria-disabled", "true");
  await dialog.getByRole("button", { name: /Draft the 1 sound/ }).click();
  await expect(dialog.getByRole("status")).toContainText("1 draft made");
  await page.context().close();
});

test("a recurring entry is written, drafted when due, and a period is left out with a reason", async ({ browser }) => {
  const { page, root } = await as(browser, EXECUTIVE);
  await page.goto(`${root}/journals/recurring`);
  await expect(page.getByRole("button", { name: "New", exact: false }).first()).toBeVisible();
  await page.keyboard.press("n");
  const name = `Audit fee ${Date.now()}`;
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("What it is for").fill("Monthly audit fee");
  await page.getByLabel("Account of line 1").focus();
  await account(page, "statutory audit fee");
  await page.keyboard.type("5k");
  await page.keyboard.press("Tab");
  await page.getByLabel("Account of line 2").focus();
  await account(page, "accrued expenses");
  await page.keyboard.press("Tab");
  await page.keyboard.type("=");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("button", { name })).toBeVisible();
  await page.getByRole("button", { name }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Leave it out…" }).first().click();
  await page.getByLabel("Why").fill("Billed by hand in July");
  await page.keyboard.press("Control+Enter");
  await expect(sheet.getByText(/Billed by hand in July/)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await expect(page.getByText(/drafts? made/)).toBeVisible();
  await page.context().close();
});

test("a locked period takes nothing until one controller asks and another grants", async ({ browser }) => {
  const { page, root } = await as(browser, CONTROLLER);
  await page.goto(`${root}/close?periods=open`);
  const sheet = page.getByRole("dialog", { name: /Periods of/ });
  await sheet.getByRole("button", { name: "Lock…" }).first().click();
  const quarter = (root.split("/")[2] ?? "").toUpperCase();
  await page.getByLabel(`Type ${quarter} to lock it`).fill(quarter);
  await page.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(sheet.getByText(/^Locked \d/)).toBeVisible();
  await sheet.getByRole("button", { name: "Ask to reopen…" }).first().click();
  await page.getByLabel("Why").fill("A bill came late");
  await page.keyboard.press("Control+Enter");
  await expect(sheet.getByText(/You ask/)).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Grant" })).toHaveAttribute("aria-disabled", "true");

  // The sample has one controller: an administrator invites a second.
  const admin = await as(browser, ADMIN);
  await admin.page.goto(`${admin.root}/settings`);
  await admin.page.getByRole("button", { name: "Invite a person" }).click();
  const email = `second${Date.now()}@sample.example`;
  await admin.page.getByLabel("E-mail").fill(email);
  await admin.page.getByLabel("Name", { exact: true }).fill("Kiran Bose");
  await admin.page.getByRole("checkbox", { name: /Finance executive/ }).uncheck();
  await admin.page.getByRole("checkbox", { name: /Finance manager/ }).check();
  await admin.page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await admin.page.getByLabel("Invitation link").inputValue();
  const second = await (await browser.newContext()).newPage();
  await second.goto(link);
  await second.getByLabel(/^Password/).fill("a long pass phrase for tests 7");
  const name = second.getByLabel("Name");
  if ((await name.count()) > 0) await name.fill("Kiran Bose");
  await second.keyboard.press("Enter");
  await second.waitForURL(/\/\d{4}-\d{2}-q[1-4]\//);

  // The strip says who locked it and who asks, on every page; a maker is told the way out.
  const maker = await as(browser, EXECUTIVE);
  await maker.page.goto(`${maker.root}/journals/new`);
  await expect(maker.page.getByText(/Locked \d\d-\d\d-\d{4} by Devika Rao/)).toBeVisible();
  await expect(maker.page.getByText(/is locked: date the entry in an open quarter/)).toBeVisible();
  await second.goto(`${root}/journals`);
  await second.getByRole("link", { name: "Decide" }).click();
  await second.getByRole("dialog").getByRole("button", { name: "Grant" }).click();
  await expect(second.getByText("Everybody who writes may write.")).toBeVisible();
  await expect(maker.page.getByText(/is locked: date the entry/)).toHaveCount(0);
  for (const each of [page, admin.page, second, maker.page]) await each.context().close();
});
