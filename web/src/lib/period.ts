/** A quarter of the Indian financial year. `fy` is the year in which it starts: 2026-27 Q2 is { fy: 2026, n: 2 }. */
export interface Quarter {
  readonly fy: number;
  readonly n: 1 | 2 | 3 | 4;
}

/** Read "2026-27-Q2" or the path's "2026-27-q2"; null when it is no quarter (the second year must follow the first). */
export function parseQuarter(text: string): Quarter | null {
  const parts = /^(\d{4})-(\d{2})-q([1-4])$/i.exec(text);
  if (!parts) return null;
  const fy = Number(parts[1]);
  return Number(parts[2]) === (fy + 1) % 100 ? { fy, n: Number(parts[3]) as Quarter["n"] } : null;
}

const years = (quarter: Quarter): string => `${quarter.fy}-${String((quarter.fy + 1) % 100).padStart(2, "0")}`;

/** As the API names it: "2026-27-Q2". */
export const quarterId = (quarter: Quarter): string => `${years(quarter)}-Q${quarter.n}`;
/** As the path has it: "2026-27-q2". */
export const quarterSlug = (quarter: Quarter): string => quarterId(quarter).toLowerCase();
/** As people say it: "Q2 2026-27". */
export const quarterName = (quarter: Quarter): string => `Q${quarter.n} ${years(quarter)}`;

/** "Jul–Sep 2026". */
export function quarterMonths(quarter: Quarter): string {
  const span = { 1: "Apr–Jun", 2: "Jul–Sep", 3: "Oct–Dec", 4: "Jan–Mar" }[quarter.n];
  return `${span} ${quarter.n === 4 ? quarter.fy + 1 : quarter.fy}`;
}

/** The quarter `steps` later; earlier when negative. */
export function shiftQuarter(quarter: Quarter, steps: number): Quarter {
  const index = quarter.fy * 4 + (quarter.n - 1) + steps;
  return { fy: Math.floor(index / 4), n: ((((index % 4) + 4) % 4) + 1) as Quarter["n"] };
}

/** The quarter that a day lies in. */
export function quarterOf(day: Date): Quarter {
  const month = day.getMonth();
  const fy = month >= 3 ? day.getFullYear() : day.getFullYear() - 1;
  return { fy, n: (Math.floor(((month + 9) % 12) / 3) + 1) as Quarter["n"] };
}

/** First and last day of the quarter, ISO. */
export function quarterDays({ fy, n }: Quarter): { first: string; last: string } {
  const year = n === 4 ? fy + 1 : fy;
  const month = (n * 3) % 12 + 1;
  const iso = (at: Date): string => at.toISOString().slice(0, 10);
  return { first: iso(new Date(Date.UTC(year, month - 1, 1))), last: iso(new Date(Date.UTC(year, month + 2, 0))) };
}
