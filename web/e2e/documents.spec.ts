import { expect, test, type Page } from "@playwright/test";
import { enter } from "./helpers";

test.use({ storageState: "test-results/controller.json" });

type Paper = { id: string; kind: string; name: string; number: string; state: string; rows_count: number; pages: unknown[]; fields: { name: string; value: string }[] };
const read = async (page: Page, id: string): Promise<Paper> => (await (await page.request.get(`/api/documents/${id}`)).json()) as Paper;

/** A printed bill of the sample company whose goods were read. */
async function bill(page: Page, quarter: string): Promise<Paper> {
  const found = await page.request.get(`/api/documents?quarter=${quarter}&view=all&limit=500`);
  const { items } = (await found.json()) as { items: Paper[] };
  for (const item of items.filter((each) => each.kind === "tax_invoice")) {
    const paper = await read(page, item.id);
    if (paper.rows_count > 1 && paper.pages.length > 0 && paper.state !== "rejected") return paper;
  }
  throw new Error("the sample company has bills with goods");
}

test("a cell of a bill's goods is written by keys, stands among its fields, and Esc writes nothing", async ({ page }) => {
  const at = await enter(page);
  const paper = await bill(page, at.split("/")[2] ?? "");
  await page.goto(`${at}/documents/${paper.id}`);
  await expect(page.getByRole("img", { name: /Page 1 of/ })).toBeVisible();
  await page.keyboard.press("g");
  const lines = page.getByRole("region", { name: "Lines read" });
  const row = lines.getByRole("row").nth(2);
  await row.getByRole("cell").first().click();
  await page.keyboard.press("F2");
  const cell = lines.getByRole("textbox");
  await expect(cell).toBeFocused();
  await cell.fill("Gusset plate, as corrected");
  await page.keyboard.press("Enter");
  await expect(row).toContainText("Gusset plate, as corrected");
  await expect.poll(async () => (await read(page, paper.id)).fields.find((field) => field.name === "lines.2.description")?.value).toBe("Gusset plate, as corrected");
  await row.getByRole("cell").first().dblclick();
  await lines.getByRole("textbox").fill("something else");
  await page.keyboard.press("Escape");
  await expect(lines.getByRole("textbox")).toHaveCount(0);
  await expect(row).toContainText("Gusset plate, as corrected");
});

test("a paper is found by a word on its page, and read again as the kind that a person says", async ({ page }) => {
  const at = await enter(page);
  const paper = await bill(page, at.split("/")[2] ?? "");
  const hits = (await (await page.request.get(`/api/search?q=${encodeURIComponent(paper.number)}`)).json()) as { kind: string; id: string }[];
  expect(hits.filter((hit) => hit.kind === "document").map((hit) => hit.id)).toContain(paper.id);
  await page.goto(`${at}/documents/${paper.id}`);
  await page.getByRole("button", { name: /^Change the kind/ }).click();
  const dialog = page.getByRole("dialog", { name: "Kind of paper" });
  await dialog.getByRole("radio", { name: "Bill of supply" }).check();
  await dialog.getByRole("button", { name: "Read as this kind" }).click();
  await expect.poll(async () => { const now = await read(page, paper.id); return [now.kind, now.state !== "received"]; }, { timeout: 30_000 }).toEqual(["bill_of_supply", true]);
  await expect(page.getByRole("button", { name: /^Change the kind/ })).toContainText("Bill of supply");
});
