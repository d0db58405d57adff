import { expect, test, type Page } from "@playwright/test";
import { currentRow, drafted, signIn, signInAgain } from "./helpers";
import { CONTROLLER, EXECUTIVE, VIEWER } from "./people";

test.use({ storageState: "test-results/controller.json" });

interface Bench { readonly id: string; readonly kind: string; readonly counts: { readonly suggested: number; readonly left_open: number; readonly right_open: number; readonly drafted: number } }

async function benches(page: Page): Promise<{ at: string; all: readonly Bench[] }> {
  await page.goto("/");
  await page.waitForURL(/\/\d{4}-\d{2}-q[1-4]\//);
  const at = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  const quarter = ((await (await page.request.get("/api/periods")).json()) as { quarter: string; close_id: string | null }[]).find((each) => each.close_id)?.quarter;
  return { at, all: (await (await page.request.get(`/api/recon?quarter=${quarter}`)).json()) as Bench[] };
}

const decide = (page: Page) => page.getByRole("grid", { name: /To decide/ });
const counted = (page: Page, count: number) => expect(page.getByRole("tab", { name: /To decide/ })).toHaveText(new RegExp(`To decide ${count}$`));

/** Take all that stands of the newest act back: a test leaves the bench as it found it. */
async function takeBack(page: Page): Promise<void> {
  await page.keyboard.press("Control+z");
  const history = page.getByRole("dialog", { name: /History/ });
  // Two presses of a quick hand are one act.
  await history.getByRole("button", { name: /Take back all/ }).dblclick();
  await expect(history.getByText("Taken back", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/Nothing of this act is left|being taken back already/)).toHaveCount(0);
  await history.getByRole("button", { name: "Done", exact: true }).click();
}

test("a bench is worked by keys: two accepted and one taken back, one rejected with what else there is offered", async ({ page }) => {
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.kind === "gstr2b" && each.counts.suggested > 2 && each.counts.left_open + each.counts.right_open > 0);
  expect(bench, "no bench has enough to decide").toBeDefined();
  const before = bench?.counts.suggested ?? 0;
  await page.goto(`${at}/recon/${bench?.id}`);
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  // The two at the end, so that the first, whose line has another candidate, is still there.
  await decide(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Space");
  await page.keyboard.press("k");
  await page.keyboard.press("Space");
  await expect(page.getByText(/^2 selected/)).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByText("Accepted 2 matches.")).toBeVisible();
  await counted(page, before - 2);
  await page.keyboard.press("Control+z");
  const history = page.getByRole("dialog", { name: /History/ });
  await history.getByRole("checkbox").first().check();
  await history.getByRole("button", { name: "Take back 1", exact: true }).click();
  await expect(history.getByText("1 taken back").first()).toBeVisible();
  await history.getByRole("button", { name: "Done", exact: true }).click();
  await counted(page, before - 1);
  await decide(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("x");
  await expect(page.getByText("Rejected 1 match.")).toBeVisible();
  // A line that has another candidate offers it in the place of the one before.
  const { items } = (await (await page.request.get(`/api/recon/${bench?.id}/rows?tab=decide&limit=200`)).json()) as { items: { stage: string }[] };
  const offered = items.filter((each) => each.stage === "next_best").length;
  await expect(decide(page).getByText(/^Next best/)).toHaveCount(offered);
  await counted(page, before - 2 + offered);
  await takeBack(page);
  await expect(decide(page).getByText(/^Next best/)).toHaveCount(0);
  await counted(page, before - 1);
  await takeBack(page);
  await counted(page, before);
});

test("a whole filter is accepted as a job that says how far it is, and is one entry of the history", async ({ page }) => {
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.counts.suggested > 1 && each.counts.drafted === 0);
  expect(bench, "nothing to decide").toBeDefined();
  const before = bench?.counts.suggested ?? 0;
  await page.goto(`${at}/recon/${bench?.id}`);
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  await page.keyboard.press("Shift+A");
  const ask = page.getByRole("dialog", { name: "Accept all in this filter" });
  await expect(ask).toContainText(new RegExp(`${before} matches, ₹ \\(?[\\d,]+\\.\\d\\d\\)?, total difference ₹`));
  await ask.getByRole("button", { name: `Accept ${before} matches` }).click();
  const done = page.getByRole("dialog", { name: `${before} of ${before} matches accepted` });
  await expect(done).toBeVisible({ timeout: 40_000 });
  await done.getByRole("button", { name: "Done", exact: true }).click();
  await expect(page.getByText("Nothing to decide", { exact: false }).first()).toBeVisible();
  await takeBack(page);
  await counted(page, before);
});

test("two lines that differ are matched by hand with the difference named, and the match is taken back", async ({ page }) => {
  const { at, all } = await benches(page);
  const bench = all.findLast((each) => each.kind === "bank" && each.counts.left_open > 0 && each.counts.right_open > 0);
  expect(bench, "no line is open on both sides").toBeDefined();
  await page.goto(`${at}/recon/${bench?.id}?tab=right`);
  await expect(currentRow(page, /Bank only/)).toHaveCount(1);
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog", { name: "Match by hand" });
  const match = dialog.getByRole("button", { name: /^Match \d+ lines?/ });
  await expect(match).toHaveAttribute("aria-disabled", "true");
  await expect(dialog.getByRole("region", { name: "Bank" }).getByRole("checkbox").first()).toBeChecked();
  const books = dialog.getByRole("region", { name: "Books" });
  await books.getByLabel("Find in Books").fill("no such words");
  await expect(books.getByText("No open line says this.")).toBeVisible();
  await books.getByLabel("Find in Books").fill("");
  await books.getByRole("checkbox").first().check();
  await expect(dialog.getByText(/^The sides differ by/)).toBeVisible();
  await dialog.getByLabel("What the difference is").fill("Bank charges");
  await expect(match).not.toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Matched by hand.")).toBeVisible();
  await expect(page.getByRole("tab", { name: /Bank only/ })).toHaveText(new RegExp(`Bank only ${(bench?.counts.right_open ?? 0) - 1}$`));
  await takeBack(page);
  await expect(page.getByRole("tab", { name: /Bank only/ })).toHaveText(new RegExp(`Bank only ${bench?.counts.right_open}$`));
});

test("a line is used in part: the dialog closes, the page shows the rest after a reload, and the split is taken back", async ({ page }) => {
  const { at, all } = await benches(page);
  const open = async (bench: string, tab: "left" | "right") =>
    ((await (await page.request.get(`/api/recon/${bench}/rows?tab=${tab}&limit=100`)).json()) as { items: { id: string; left: { amount_paise: number; taxes: object }[]; right: { amount_paise: number; taxes: object }[] }[] }).items;
  const found = await (async () => {
    for (const bench of all.filter((each) => each.kind === "bank" && each.counts.left_open > 0 && each.counts.right_open > 0)) {
      const ours = (await open(bench.id, "left")).map((row) => row.left[0]?.amount_paise ?? 0);
      for (const row of await open(bench.id, "right")) {
        const theirs = row.right[0]?.amount_paise ?? 0;
        const place = ours.findIndex((amount) => Math.sign(amount) === Math.sign(theirs) && amount !== theirs);
        if (place >= 0) return { bench, row: row.id, place, larger: Math.abs(theirs) > Math.abs(ours[place] ?? 0) ? ("Bank" as const) : ("Books" as const), rest: Math.abs(Math.abs(theirs) - Math.abs(ours[place] ?? 0)) };
      }
    }
    return undefined;
  })();
  expect(found, "no bank has two open lines of one sign").toBeDefined();
  if (!found) return;
  const { bench, larger } = found;
  await page.goto(`${at}/recon/${bench.id}?tab=right&row=${found.row}`);
  await expect(currentRow(page, /Bank only/)).toHaveCount(1);
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog", { name: "Match by hand" });
  await expect(dialog.getByLabel("Find in Bank")).toBeFocused();
  await dialog.getByRole("region", { name: "Books" }).getByRole("checkbox").nth(found.place).check();
  await dialog.getByRole("radio", { name: /^Split the line of/ }).check();
  await expect(dialog.getByText(/difference 0\.00$/)).toBeVisible();
  // Two presses of a quick hand are one act.
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Matched by hand.")).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/is not open here any more/)).toHaveCount(0);
  await page.goto(`${at}/recon/${bench.id}?tab=${larger === "Bank" ? "right" : "left"}`);
  await page.reload();
  const grid = page.getByRole("grid", { name: new RegExp(`${larger} only`) });
  const rest = `${Math.floor(found.rest / 100).toLocaleString("en-IN")}.${String(found.rest % 100).padStart(2, "0")}`;
  await expect(grid.getByRole("row").filter({ hasText: rest }).first()).toBeVisible();
  await expect(page.getByText(/cannot be shown/)).toHaveCount(0);
  await expect(page.getByRole("tab", { name: /Bank only/ })).toHaveText(new RegExp(`Bank only ${bench.counts.right_open - (larger === "Bank" ? 0 : 1)}$`));
  await expect(page.getByRole("tab", { name: /Books only/ })).toHaveText(new RegExp(`Books only ${bench.counts.left_open - (larger === "Books" ? 0 : 1)}$`));
  await takeBack(page);
  await expect(page.getByRole("tab", { name: /Bank only/ })).toHaveText(new RegExp(`Bank only ${bench.counts.right_open}$`));
  await expect(page.getByRole("tab", { name: /Books only/ })).toHaveText(new RegExp(`Books only ${bench.counts.left_open}$`));
});

test("a list is searched, sorted and arranged by keys, and its address shows a colleague the same", async ({ page, context }) => {
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.kind === "bank" && each.counts.right_open > 1);
  expect(bench, "no bank has two open lines").toBeDefined();
  await page.goto(`${at}/recon/${bench?.id}?tab=right`);
  const grid = page.getByRole("grid", { name: /Bank only/ });
  await expect(grid.locator('[data-current="true"]')).toHaveCount(1);
  await page.keyboard.press("v");
  const columns = page.getByRole("dialog", { name: "Columns and order" });
  await columns.getByRole("checkbox", { name: "Party", exact: true }).uncheck();
  await columns.getByRole("button", { name: "Sort by Amount ₹, highest first" }).press("Enter");
  await columns.getByRole("button", { name: "Done", exact: true }).press("Enter");
  await expect(grid.getByRole("columnheader", { name: "Party" })).toHaveCount(0);
  await expect(grid.getByRole("columnheader", { name: "Amount ₹" })).toHaveAttribute("aria-sort", "descending");
  const { items } = (await (await page.request.get(`/api/recon/${bench?.id}/rows?tab=right&sort=-amount&limit=200`)).json()) as { items: { id: string; right: { amount_paise: number; narration: string }[] }[] };
  const sizes = items.map((row) => Math.abs(row.right[0]?.amount_paise ?? 0));
  expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
  await grid.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("j");
  await expect(page).toHaveURL(new RegExp(`hide=party.*sort=-amount.*row=${items[1]?.id}|sort=-amount.*hide=party.*row=${items[1]?.id}`));
  const words = items[1]?.right[0]?.narration ?? "";
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole("grid", { name: /Bank only/ }).locator('[data-current="true"]')).toContainText(words.slice(0, 12));
  await expect(other.getByRole("columnheader", { name: "Party" })).toHaveCount(0);
  await other.close();
  // A part of a word that one line alone says.
  const piece = words.slice(-6).toLowerCase().split(" ").at(-1) ?? "";
  await page.keyboard.press("/");
  await page.keyboard.type(piece);
  const found = (await (await page.request.get(`/api/recon/${bench?.id}/rows?tab=right&q=${encodeURIComponent(piece)}`)).json()) as { total: number };
  expect(found.total).toBeGreaterThan(0);
  await expect(page.getByText(new RegExp(`^${found.total} lines? · ₹`))).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("v");
  await columns.getByRole("button", { name: "As it was at first" }).press("Enter");
  await columns.getByRole("button", { name: "Done", exact: true }).press("Enter");
  await expect(page).not.toHaveURL(/hide=|sort=/);
});

test("who is second hears who was first, and sees what is there now", async ({ page, browser }) => {
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.counts.suggested > 1 && each.counts.drafted === 0);
  expect(bench, "nothing to decide").toBeDefined();
  const before = bench?.counts.suggested ?? 0;
  await page.goto(`${at}/recon/${bench?.id}`);
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  const first = ((await (await page.request.get(`/api/recon/${bench?.id}/rows?tab=decide&limit=1`)).json()) as { items: { id: string; version: number }[] }).items[0];
  const colleague = await browser.newContext();
  const theirs = await colleague.newPage();
  await signIn(theirs, EXECUTIVE);
  // The page hears that something changed and cannot read it: as on a slow line.
  await page.route("**/rows?**", (route) => route.abort());
  await drafted(theirs, `/recon/${bench?.id}/decide`, { verb: "accept", matches: [{ match: first?.id, version: first?.version }], reason: "" });
  await page.keyboard.press("a");
  await expect(page.getByText(/accepted it at \d\d:\d\d\. Look at it again\./)).toBeVisible();
  await page.unroute("**/rows?**");
  await page.reload();
  await counted(page, before - 1);
  await takeBack(page);
  await counted(page, before);
  await colleague.close();
});

test("a key that does nothing says why, a field keeps its own keys, and a comment that is not sent waits at its line", async ({ page, browser }) => {
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.kind === "bank" && each.counts.suggested > 1) ?? all.find((each) => each.kind === "bank" && each.counts.right_open > 1);
  expect(bench, "no bank has two rows").toBeDefined();
  const tab = (bench?.counts.suggested ?? 0) > 1 ? "decide" : "right";
  const grid = tab === "decide" ? /To decide/ : /Bank only/;
  await page.goto(`${at}/recon/${bench?.id}?tab=${tab}`);
  await expect(currentRow(page, grid)).toHaveCount(1);
  await page.keyboard.press(tab === "decide" ? "n" : "x");
  await expect(page.getByText(/An entry is drafted from a bank line|nothing to reject/)).toBeVisible();
  await page.keyboard.press("c");
  const comment = page.getByLabel("Comment on this line");
  await expect(comment).toBeFocused();
  await page.keyboard.press("Control+z");
  await page.keyboard.type("half a thought");
  await page.keyboard.press("Control+a");
  await expect(page.getByText(/^\d+ selected/)).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await expect(comment).toHaveValue("");
  await page.keyboard.press("k");
  await expect(comment).toHaveValue("half a thought");
  const reader = await browser.newPage({ storageState: { cookies: [], origins: [] } });
  await signIn(reader, VIEWER);
  await reader.goto(`${at}/recon/${bench?.id}?tab=${tab}`);
  await expect(currentRow(reader, grid)).toHaveCount(1);
  for (const key of ["m", "c"]) {
    await reader.keyboard.press(key);
    await expect(reader.getByText("Your roles may read reconciliations, not decide them.").first()).toBeVisible();
  }
  await expect(reader.getByRole("dialog")).toHaveCount(0);
  await reader.close();
});

test("the quarter's reconciliations are walked by keys, and Esc leads from a paper back to the line it was opened from", async ({ page }) => {
  const { at, all } = await benches(page);
  await page.goto(`${at}/recon`);
  await expect(page.locator('tr[data-current="true"]')).toHaveCount(1);
  const second = await page.locator("tr[data-current]").nth(1).getByRole("link").getAttribute("href");
  await page.keyboard.press("j");
  await expect(page.locator("tr[data-current]").nth(1)).toHaveAttribute("data-current", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${second}`));
  const bench = all.find((each) => each.kind === "bank" && each.counts.right_open > 1);
  expect(bench, "no bank has two open lines").toBeDefined();
  await page.goto(`${at}/recon/${bench?.id}?tab=right`);
  const current = page.getByRole("grid", { name: /Bank only/ }).locator('[data-current="true"]');
  await expect(current).toHaveCount(1);
  await page.keyboard.press("j");
  const line = await current.innerText();
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/\/documents\//);
  await expect(page.getByRole("button", { name: "Skip" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(new RegExp(`/recon/${bench?.id}.*tab=right`));
  await expect.poll(() => current.innerText()).toBe(line);
});

test("M on a pair exchanges one of its lines, as one act that is taken back as one", async ({ page }) => {
  const { at, all } = await benches(page);
  const bench = all.findLast((each) => each.kind === "bank" && each.counts.left_open > 0);
  expect(bench, "no bank has a line that is open in the books").toBeDefined();
  await page.goto(`${at}/recon/${bench?.id}?tab=accepted`);
  await expect(currentRow(page, /Accepted/)).toHaveCount(1);
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog", { name: "Pair otherwise" });
  await expect(dialog.getByRole("region", { name: "Bank" }).getByText("of this match").first()).toBeVisible();
  const books = dialog.getByRole("region", { name: "Books" });
  await books.getByRole("listitem").filter({ hasNotText: "of this match" }).first().getByRole("checkbox").check();
  await dialog.getByLabel("What the difference is").fill("Discount allowed");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(/^Paired otherwise\./)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("dialog", { name: /History/ }).getByRole("button", { name: /^Paired a match otherwise/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await takeBack(page);
  await expect(page.getByRole("tab", { name: /^Books only/ })).toHaveText(new RegExp(`Books only ${bench?.counts.left_open}$`));
});

test("a bank line with an entry waits among what is to decide, and leads to its entry", async ({ page }) => {
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.counts.drafted > 0);
  expect(bench, "no bank line has an entry").toBeDefined();
  await page.goto(`${at}/recon/${bench?.id}?method=new_entry`);
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  await expect(decide(page).getByRole("link", { name: "+ New entry" })).toHaveCount(bench?.counts.drafted ?? 0);
  await expect(page.getByRole("complementary", { name: "Why" }).getByText(/drafted the entry for this line/)).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByText(/It is approved in Journals/)).toBeVisible();
  await decide(page).getByRole("link", { name: "+ New entry" }).first().click();
  await page.waitForURL(/\/journals\//);
});

test("a document that only GSTR-2B has becomes a purchase from its line, which waits for another person and is taken back", async ({ page }) => {
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.kind === "gstr2b" && each.counts.right_open > 0);
  expect(bench, "GSTR-2B has nothing that the books lack").toBeDefined();
  await page.goto(`${at}/recon/${bench?.id}?tab=right`);
  await expect(currentRow(page, /GSTR-2B only/)).toHaveCount(1);
  await page.keyboard.press("t");
  await expect(page.getByText(/shows on the statement of a bank/)).toBeVisible();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New entry from this line" });
  await expect(dialog.getByText(/^Purchase of /)).toBeVisible();
  await expect(dialog.getByText(/^the supplier, by its GSTIN$/)).toBeVisible();
  await expect(dialog.getByRole("status")).toHaveText("difference 0.00");
  const account = dialog.getByRole("combobox", { name: "Account of line 2" });
  await expect(account).toBeFocused();
  await account.fill("Purchase");
  await page.getByRole("listbox", { name: "Account of line 2" }).getByRole("option").first().click();
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/journals\//);
  await expect(page.getByRole("heading", { name: /^Draft · Per GSTR-2B: / })).toBeVisible();
  await page.getByRole("button", { name: "Take back", exact: true }).click();
  await page.getByRole("dialog", { name: /^Take back/ }).getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("The draft is taken back.")).toBeVisible();
});

test("without a line nothing is decided and the page says so; when it is back, nothing is done that was asked meanwhile", async ({ page, context }) => {
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.counts.suggested > 1);
  expect(bench, "nothing to decide").toBeDefined();
  await page.goto(`${at}/recon/${bench?.id}`);
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  await expect(page.getByRole("status", { name: "Updates: Live" })).toBeVisible();
  await expect(page.getByRole("region", { name: /Notifications/ })).toBeAttached();
  await context.setOffline(true);
  await expect(page.getByRole("status", { name: /Updates: Offline since/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Accept/ }).first()).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("a");
  await expect(page.getByText(/^Offline since .*reading works, acts do not/)).toBeVisible();
  let sent = 0;
  page.on("request", (request) => { if (request.url().includes("/decide")) sent += 1; });
  await context.setOffline(false);
  await expect(page.getByRole("status", { name: "Updates: Live" })).toBeVisible({ timeout: 20_000 });
  await counted(page, (bench?.counts.suggested ?? 0) + (bench?.counts.drafted ?? 0));
  expect(sent).toBe(0);
});

/** Nothing that is pressed on the page is lower than a finger; a box stands in a label or a row that is. */
async function fingerWide(page: Page): Promise<void> {
  const pressed = page.locator("#main").locator("button:visible, a:visible, summary:visible, textarea:visible, select:visible, input:not([type=checkbox], [type=radio]):visible");
  const low = await pressed.evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().height < 43.5).map((each) => `${each.tagName} ${each.textContent?.slice(0, 40)} ${each.className}`));
  expect(low).toEqual([]);
}

test("a bench fits a narrow screen: every tab is reached, nothing lies beside the page, and lines and why take turns", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.counts.suggested > 0);
  await page.goto(`${at}/recon/${bench?.id}`);
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  const tabs = page.getByRole("tablist", { name: "Lines" });
  await tabs.getByRole("tab").first().focus();
  for (const name of ["Accepted", "Bank only|GSTR-1 only|GSTR-2B only|Statement only", "Books only|Sales register only|Purchase register only|Ledger only", "Automatic", "Rules", "Statement"]) {
    await page.keyboard.press("ArrowRight");
    const tab = tabs.getByRole("tab", { name: new RegExp(`^(${name})`) });
    await expect(tab).toBeFocused();
    await expect(tab).toBeInViewport({ ratio: 0.9 });
    expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight])).toEqual([390, 844]);
  }
  await page.keyboard.press("ArrowRight");
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  await expect(page.getByRole("complementary", { name: "Why" })).toBeHidden();
  await page.getByRole("tab", { name: "Why", exact: true }).click();
  await expect(page.getByRole("complementary", { name: "Why" })).toBeVisible();
  await expect(page.getByRole("grid", { name: /To decide/ })).toBeHidden();
  for (const pane of ["Why", "Lines"]) {
    await page.getByRole("tab", { name: pane, exact: true }).click();
    await fingerWide(page);
  }
  for (const tab of ["Automatic", "Rules", "Statement"]) {
    await tabs.getByRole("tab", { name: tab }).click();
    await expect(page.getByText("Loading")).toHaveCount(0);
    await fingerWide(page);
  }
});

test("a run that is at work is told on the bench, its rows arrive by themselves, and what is decided meanwhile stands when it ends", async ({ page }) => {
  test.setTimeout(8 * 60_000);
  await signInAgain(page, CONTROLLER);
  const { at, all } = await benches(page);
  const bench = all.find((each) => each.kind === "gstr2b" && each.counts.suggested > 1);
  expect(bench, "nothing to decide").toBeDefined();
  const before = bench?.counts.suggested ?? 0;
  await page.goto(`${at}/recon/${bench?.id}`);
  await expect(currentRow(page, /To decide/)).toHaveCount(1);
  const { run } = (await (await page.request.get(`/api/recon/${bench?.id}`)).json()) as { run: number };
  const quarter = ((await (await page.request.get("/api/periods")).json()) as { quarter: string; close_id: string | null }[]).find((each) => each.close_id)?.quarter;
  await drafted(page, `/closes/${quarter}/run`, {});
  await expect(page.getByText(new RegExp(`Run ${run + 1} is at work`))).toBeVisible();
  await decide(page).focus();
  await page.keyboard.press("a");
  await expect(page.getByText("Accepted 1 match.")).toBeVisible();
  await counted(page, before - 1);
  // Nobody reads the page again: rows and head become those of the new run, and the run says that it is over.
  await expect(page.getByText(new RegExp(`· run ${run + 1}$`))).toBeVisible({ timeout: 6 * 60_000 });
  await expect(page.getByText(/is at work/)).toHaveCount(0, { timeout: 6 * 60_000 });
  await counted(page, before - 1);
  await takeBack(page);
  await counted(page, before);
});
