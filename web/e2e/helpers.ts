import { expect, type Page } from "@playwright/test";
import { CONTROLLER, type Person } from "./people";

/** Sign in and wait for the close, which also says that the sample company is there. Gives the path of entity and period. */
export async function signIn(page: Page, person: Person = CONTROLLER): Promise<string> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.keyboard.press("Enter");
  return landed(page);
}

/** The same for somebody whose session is kept. */
export async function enter(page: Page): Promise<string> {
  await page.goto("/");
  return landed(page);
}

async function landed(page: Page): Promise<string> {
  await page.waitForURL(/\/[^/]+\/\d{4}-\d{2}-q[1-4]\//);
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}

/** Wait until the first run of the sample company is through. */
export async function waitForRun(page: Page): Promise<void> {
  const deadline = Date.now() + 15 * 60_000;
  for (;;) {
    const periods = (await (await page.request.get("/api/periods")).json()) as { quarter: string; close_id: string | null }[];
    const open = periods.find((period) => period.close_id !== null);
    if (open) {
      const answer = await page.request.get(`/api/closes/${open.quarter}/progress`);
      const progress = (await answer.json()) as { run: number; state: string; stages: { state: string }[] };
      if (progress.run > 0 && progress.stages.length > 0 && progress.stages.every((stage) => stage.state === "done" || stage.state === "failed")) return;
    }
    if (Date.now() > deadline) throw new Error("the sample company's first run did not end");
    await page.waitForTimeout(3000);
  }
}

/** The row that keys act on, as readers hear it. */
export const currentRow = (page: Page, label: string | RegExp) => page.getByRole("grid", { name: label }).locator('[data-current="true"]');

export async function noFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && !/status of 40[149]/.test(message.text()) && faults.push(message.text()));
  expect(faults).toEqual([]);
  return faults;
}

/** Answer the question for a fresh sign-in whenever it comes up: a kept session may be older than five minutes. */
export async function signInAgain(page: Page, person: Person): Promise<void> {
  const ask = page.getByRole("dialog", { name: /^Please sign in again/ });
  await page.addLocatorHandler(ask, async () => {
    await ask.getByLabel("Password").fill(person.password);
    await ask.getByRole("button", { name: "Sign in" }).click();
  });
}

/** Something made through the API as this person: what a test needs before it begins. */
export async function drafted(page: Page, path: string, data: unknown): Promise<{ id: string; version: number }> {
  const { csrf_token } = (await (await page.request.get("/api/me")).json()) as { csrf_token: string };
  const answer = await page.request.post(`/api${path}`, { data, headers: { "X-CSRF-Token": csrf_token, "Idempotency-Key": crypto.randomUUID() } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as { id: string; version: number };
}
