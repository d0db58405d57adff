import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const THEMES = ["light", "dark"] as const;
const WIDTHS = [[1440, 900], [390, 844]] as const;

/** How a page is looked at: a theme and a window of so many pixels. */
export interface Look { readonly theme: (typeof THEMES)[number]; readonly width: number; readonly height: number }
export const LOOKS: readonly Look[] = THEMES.flatMap((theme) => WIDTHS.map(([width, height]) => ({ theme, width, height })));

/** The open page in the given looks, one after the other: what axe finds by the rules of WCAG 2.2 AA, and whether it scrolls sideways. `path` names the page. */
export async function faultsOf(page: Page, path: string, looks: readonly Look[] = LOOKS): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe);
  for (const { theme, width, height } of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.waitForLoadState("networkidle").catch(() => undefined);
    const where = `${path} (${theme}, ${width} px)`;
    // The library's own driver opens a page of its own for every look: five times as slow.
    const violations = await page.evaluate(async () => {
      const options: RunOptions = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] };
      const { axe: own } = window as unknown as { axe: { run: (root: Document, options: RunOptions) => Promise<AxeResults> } };
      return (await own.run(document, options)).violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
    });
    found.push(...violations.map((each) => `${where}: ${each}`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 1) found.push(`${where}: scrolls sideways by ${wide} px`);
  }
  return found;
}
