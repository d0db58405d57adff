import { expect, test, type Page } from "@playwright/test";
import { faultsOf } from "./faults";
import { signIn, signInAgain } from "./helpers";
import { ADMIN, VIEWER } from "./people";

interface Model { id: string; kind: string; state: string; why: string; metrics: object; trained_on: object; digest: string; made_at: string; promoted_by: string; promoted_at: string | null }

const model = (id: string, kind: string, state: string, why: string, better: boolean): Model =>
  ({ id, kind, state, why, metrics: { better }, trained_on: { decisions: 320 }, digest: "0".repeat(64), made_at: "2026-10-01T20:30:00Z", promoted_by: "", promoted_at: null });

/** Nights that taught something take decisions of weeks: their answers are said here, and what is asked of the server is kept. */
async function nights(page: Page): Promise<{ asked: string[] }> {
  const asked: string[] = [];
  const models = [
    model("00000000-0000-4000-8000-000000000001", "bank", "champion", "82 accepted alone instead of 40, none of them wrong", true),
    model("00000000-0000-4000-8000-000000000002", "gstr2b", "challenger", "31 accepted alone instead of 20, none of them wrong", true),
    model("00000000-0000-4000-8000-000000000003", "gstr2b_experience", "challenger", "nothing gained", false),
  ];
  await page.route("**/api/recon/models", (route) => route.fulfill({ json: models }));
  await page.route("**/api/recon/models/*/*", (route) => {
    const [id, verb] = new URL(route.request().url()).pathname.split("/").slice(-2);
    const found = models.find((each) => each.id === id);
    if (!found) return route.fulfill({ status: 404, json: { code: "request.not_found", sentence: "There is no such model.", id: "x" } });
    asked.push(`${verb} ${found.kind} ${route.request().postData() ?? ""}`);
    found.state = verb === "retire" ? "retired" : "champion";
    return route.fulfill({ json: found });
  });
  return { asked };
}

test("what decisions taught is put in use and taken out of use by somebody who may, with a reason, by keys alone", async ({ page }) => {
  const root = await signIn(page, ADMIN);
  await signInAgain(page, ADMIN);
  await page.goto(`${root}/settings`);
  const card = page.getByRole("region", { name: "What decisions taught" });
  await expect(card.getByText("Nothing yet")).toBeVisible();
  const { asked } = await nights(page);
  await page.reload();
  await expect(card.getByRole("row").filter({ hasText: "Bank, model" })).toContainText("by 320 decisions");
  await expect(card.getByRole("button", { name: "Put in use: GSTR-2B, lesson" })).toHaveAttribute("aria-disabled", "true");
  await card.getByRole("button", { name: "Put in use: GSTR-2B, model" }).press("Enter");
  await expect(page.getByText("GSTR-2B, model counts from the next run on.")).toBeVisible();
  await expect(card.getByRole("button", { name: "Take out of use: GSTR-2B, model" })).toBeVisible();
  await card.getByRole("button", { name: "Take out of use: Bank, model" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Take out of use: Bank, model" });
  await expect(dialog.getByRole("button", { name: "Take out of use" })).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("Why").fill("a new bank since July");
  await dialog.getByRole("button", { name: "Take out of use" }).press("Enter");
  await expect(page.getByText("Bank, model is out of use. The next run goes without it.")).toBeVisible();
  await expect(card.getByRole("row").filter({ hasText: "Bank, model" })).toContainText("Out of use");
  expect(asked).toEqual(["use gstr2b {}", 'retire bank {"reason":"a new bank since July"}']);
  expect(await faultsOf(page, "settings")).toEqual([]);
});

test("who may not decide on models hears why", async ({ page }) => {
  const root = await signIn(page, VIEWER);
  await nights(page);
  await page.goto(`${root}/settings`);
  const button = page.getByRole("region", { name: "What decisions taught" }).getByRole("button", { name: "Take out of use: Bank, model" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAttribute("title", /roles/);
});
