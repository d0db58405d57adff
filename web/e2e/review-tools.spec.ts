import { expect, test, type Page } from "@playwright/test";
import { enter, signInAgain } from "./helpers";
import { CONTROLLER } from "./people";

test.use({ storageState: "test-results/controller.json" });

interface Field { readonly name: string; readonly value: string; readonly page: number | null; readonly box: [number, number, number, number] | null }
interface Paper { readonly id: string; readonly name: string; readonly kind: string; readonly state: string; readonly pages: unknown[]; readonly fields: Field[]; readonly copies: { name: string }[]; readonly part_of: { id: string } | null }

const read = async (page: Page, id: string): Promise<Paper> => (await (await page.request.get(`/api/documents/${id}`)).json()) as Paper;
const list = async (page: Page, at: string): Promise<Paper[]> => ((await (await page.request.get(`/api/documents?quarter=${at.split("/")[2] ?? ""}&view=all&limit=500`)).json()) as { items: Paper[] }).items;

/** A PDF of lines of text, one list a page. */
function pdf(...pages: readonly (readonly string[])[]): Buffer {
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${4 + at * 2} 0 R`).join(" ")}] >>`, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"];
  for (const lines of pages) {
    const text = lines.map((line, at) => `BT /F1 12 Tf 72 ${780 - at * 24} Td (${line}) Tj ET`).join("\n");
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length + 2} 0 R >>`, `<< /Length ${text.length} >>\nstream\n${text}\nendstream`);
  }
  let out = "%PDF-1.4\n";
  const starts = objects.map((content, at) => { const start = out.length; out += `${at + 1} 0 obj\n${content}\nendobj\n`; return start; });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("")}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}

const bill = (number: string, total: string, ...more: string[]): string[] => ["Tax Invoice", "Marigold Paper Works", "GSTIN: 27AAPFU0939F1ZV", `Invoice No: ${number}`, "Invoice Date: 04-07-2026", "Taxable Value 1,000.00", "IGST 180.00", `Grand Total ${total}`, ...more];

/** Hand a paper in for the first entity of the sample and wait until it was read. */
async function handIn(page: Page, at: string, name: string, data: Buffer): Promise<Paper> {
  const { csrf_token } = (await (await page.request.get("/api/me")).json()) as { csrf_token: string };
  const entities = (await (await page.request.get("/api/entities")).json()) as { code: string }[] | { items: { code: string }[] };
  const entity = (Array.isArray(entities) ? entities : entities.items)[0]?.code ?? "";
  const answer = await page.request.post("/api/documents", {
    headers: { "X-CSRF-Token": csrf_token, "Idempotency-Key": crypto.randomUUID() },
    multipart: { quarter: at.split("/")[2]?.toUpperCase() ?? "", entity, file: { name, mimeType: "application/pdf", buffer: data } },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  const [made] = (await answer.json()) as { id: string }[];
  if (!made) throw new Error("nothing was received");
  await expect.poll(async () => (await read(page, made.id)).state, { timeout: 60_000 }).not.toBe("received");
  return read(page, made.id);
}

async function open(page: Page, at: string, id: string): Promise<void> {
  await page.goto(`${at}/documents/${id}`);
  await expect(page.getByRole("img", { name: /Page 1 of/ }).first()).toBeVisible();
}

test("a press on a word fills the field though nothing hovered before it", async ({ page }) => {
  const at = await enter(page);
  const paper = await handIn(page, at, "press.pdf", pdf(bill("PR/41", "1,180.00", "Remark urgentcopy")));
  await open(page, at, paper.id);
  await page.locator(`[data-field="/invoice_number"]`).focus();
  const words = (await (await page.request.get(`/api/documents/${paper.id}/words/1`)).json()) as { text: string; box: [number, number, number, number] }[];
  const word = words.find((each) => each.text === "urgentcopy");
  if (!word) throw new Error("no such word");
  await page.waitForTimeout(500);
  const sheet = page.getByRole("img", { name: /Page 1 of/ }).locator("..");
  const frame = await sheet.boundingBox();
  if (!frame) throw new Error("no page");
  const spot = { clientX: frame.x + ((word.box[0] + word.box[2]) / 2) * frame.width, clientY: frame.y + ((word.box[1] + word.box[3]) / 2) * frame.height, button: 0, bubbles: true };
  await sheet.dispatchEvent("pointerdown", spot);
  await sheet.dispatchEvent("pointerup", spot);
  await expect.poll(async () => (await read(page, paper.id)).fields.find((each) => each.name === "invoice_number")?.value).toBe("urgentcopy");
});

test("the wheel with Ctrl zooms the paper at the pointer and leaves the page around it", async ({ page }) => {
  const at = await enter(page);
  const paper = await handIn(page, at, "zoom.pdf", pdf(bill("ZM/1", "1,180.00"), ["Terms and conditions"]));
  await open(page, at, paper.id);
  const sheet = page.getByRole("img", { name: /Page 1 of/ }).locator("..");
  const share = async (): Promise<[number, number, number]> => {
    const frame = await sheet.boundingBox();
    if (!frame) throw new Error("no page");
    return [(point.x - frame.x) / frame.width, (point.y - frame.y) / frame.height, frame.width];
  };
  const before = await sheet.boundingBox();
  if (!before) throw new Error("no page");
  const point = { x: before.x + before.width * 0.7, y: before.y + before.height * 0.4 };
  const [across, down, width] = await share();
  await page.mouse.move(point.x, point.y);
  await page.keyboard.down("Control");
  for (let turn = 0; turn < 3; turn++) {
    await page.mouse.wheel(0, -100);
    await page.waitForTimeout(80);
  }
  await page.keyboard.up("Control");
  const [acrossNow, downNow, widthNow] = await share();
  expect(widthNow).toBeGreaterThan(width * 1.5);
  expect(Math.abs(acrossNow - across)).toBeLessThan(0.01);
  expect(Math.abs(downNow - down)).toBeLessThan(0.01);
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1);
  await page.screenshot({ path: "test-results/zoomed.png" });
});

test("a PDF is split where a person says another paper begins, and each part is a paper of its own", async ({ page }) => {
  const at = await enter(page);
  const whole = await handIn(page, at, "bundle.pdf", pdf(bill("SP/1", "1,180.00"), ["Terms and conditions"], bill("SP/1", "1,180.00", "Triplicate")));
  expect(whole.pages).toHaveLength(3);
  await open(page, at, whole.id);
  await page.keyboard.press("p");
  const dialog = page.getByRole("dialog", { name: "Where do its papers begin?" });
  await expect(dialog.getByRole("button", { name: /Page 1, paper 1/ })).toBeDisabled();
  await dialog.getByRole("button", { name: /Page 3, paper 1/ }).click();
  await expect(dialog.getByRole("button", { name: /Page 3, paper 2/ })).toHaveAttribute("aria-pressed", "true");
  await expect(dialog).toContainText("pages 1 to 2 · page 3");
  await dialog.getByRole("button", { name: /Page 2, paper 1/ }).click();
  await expect(dialog.getByRole("button", { name: "Cut into 3" })).toBeVisible();
  await dialog.getByRole("button", { name: /Page 2, paper 2/ }).click();
  await page.screenshot({ path: "test-results/split.png" });
  await dialog.getByRole("button", { name: "Cut into 2" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText("Cut into 2 papers; each is read by itself.")).toBeVisible();
  const parts = async (): Promise<Paper[]> => (await list(page, at)).filter((each) => each.name.startsWith("bundle.pdf/page"));
  await expect.poll(async () => (await parts()).map((each) => each.name).toSorted(), { timeout: 60_000 }).toEqual(["bundle.pdf/page 3.pdf", "bundle.pdf/pages 1-2.pdf"]);
  const [part] = await parts();
  await page.goto(`${at}/documents/${part?.id ?? ""}`);
  await expect(page.getByRole("link", { name: /of bundle.pdf/ })).toBeVisible();
});

test("a bill that looks like another one is shown beside it, with what differs on top and marked on both", async ({ page }) => {
  const at = await enter(page);
  await handIn(page, at, "first.pdf", pdf(bill("CP/9", "1,180.00")));
  const second = await handIn(page, at, "second.pdf", pdf(["Scanned again", ...bill("CP/9", "1,190.00")]));
  await open(page, at, second.id);
  await page.keyboard.press("c");
  const dialog = page.getByRole("dialog", { name: "Is it the same bill?" });
  await expect(dialog).toContainText("the same GSTIN, the same number and the same date");
  await expect(dialog.getByRole("img", { name: "Page 1 of first.pdf" })).toBeVisible();
  await expect(dialog.getByRole("img", { name: "Page 1 of second.pdf" })).toBeVisible();
  const rows = dialog.getByRole("table", { name: "Fields of both papers" }).locator("tbody tr");
  const top = rows.filter({ hasText: "1,190.00" }).first();
  await expect(top).toContainText("1,180.00");
  await expect(top).toHaveAttribute("data-differs", "true");
  await expect(rows.filter({ hasText: "CP/9" }).first()).toHaveAttribute("data-differs", "false");
  expect(await dialog.getByTestId("difference").count()).toBeGreaterThanOrEqual(2);
  await page.waitForTimeout(800);
  await page.screenshot({ path: "test-results/compare.png" });
  await dialog.getByRole("button", { name: "Reject this paper as the copy" }).click();
  const asked = page.getByRole("dialog", { name: "Reject this paper" });
  await asked.getByRole("textbox").fill("A second scan of first.pdf");
  await asked.getByRole("button", { name: "Reject" }).click();
  await expect.poll(async () => (await read(page, second.id)).state).toBe("rejected");
});

test("a manager asks for more confidence of a kind, and its papers wait for a look", async ({ page }) => {
  const at = await enter(page);
  const paper = await handIn(page, at, "sure.pdf", pdf(bill("AC/7", "1,180.00")));
  expect((paper.fields.find((each) => each.name === "invoice_number") as { status?: string } | undefined)?.status).toBe("auto");
  await signInAgain(page, CONTROLLER);
  await page.goto(`${at}/settings`);
  const card = page.getByRole("region", { name: "Fields accepted without a person" });
  await card.getByRole("button", { name: "Change what is asked of Tax invoice" }).click();
  const dialog = page.getByRole("dialog", { name: "What is asked of tax invoice" });
  await dialog.getByLabel(/in percent/).fill("60");
  await expect(dialog.getByRole("button", { name: "Save" })).toBeDisabled();
  await dialog.getByLabel(/in percent/).fill("99");
  await page.screenshot({ path: "test-results/acceptance.png" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(card.getByRole("row", { name: /Tax invoice/ })).toContainText("99%");
  await expect.poll(async () => (await read(page, paper.id)).fields.find((each) => each.name === "invoice_number") as { status?: string } | undefined, { timeout: 60_000 }).toMatchObject({ status: "review" });
  await card.getByRole("button", { name: "Change what is asked of Tax invoice" }).click();
  await dialog.getByRole("button", { name: "Back to 75%" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(card.getByRole("row", { name: /Tax invoice/ })).toContainText("75%");
});
