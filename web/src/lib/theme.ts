export type Theme = "light" | "dark" | "system";
const KEY = "qrt.theme";
const dark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;

/** What the person chose; "system" until they did. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
}

function show(): void {
  const chosen = chosenTheme();
  document.documentElement.dataset.theme = chosen === "system" ? (dark?.matches ? "dark" : "light") : chosen;
}

/** Keep the choice for this browser and show it. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, theme);
  show();
}

/** Show the theme and follow the system while nothing is chosen. Call once. */
export function startTheme(): void {
  show();
  dark?.addEventListener("change", show);
}
