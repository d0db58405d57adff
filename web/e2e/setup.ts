import { chromium, type FullConfig } from "@playwright/test";
import { waitForRun } from "./helpers";
import { CONTROLLER } from "./people";

/** Every test finds the sample company closed once. */
export default async function setup(config: FullConfig): Promise<void> {
  const use = config.projects[0]?.use;
  if (CONTROLLER.password === "") throw new Error("QRT_E2E_PASSWORD is not set: the sample company's sign-in is printed by `make run`");
  const browser = await chromium.launch(use?.launchOptions);
  const page = await browser.newPage({ baseURL: use?.baseURL });
  const deadline = Date.now() + 5 * 60_000;
  for (;;) {
    const answer = await page.request.post("/api/auth/sign-in", { data: CONTROLLER });
    if (answer.ok()) break;
    if (Date.now() > deadline) throw new Error(`sign-in answers ${answer.status()}`);
    await page.waitForTimeout(answer.status() === 429 ? 15_000 : 3000);
  }
  await page.context().storageState({ path: "test-results/controller.json" });
  await waitForRun(page);
  await browser.close();
}
