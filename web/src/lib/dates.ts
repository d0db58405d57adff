const IST = "Asia/Kolkata";

/** "2026-09-24" as "24-09-2026"; text that is no date comes back unchanged. */
export function formatDay(iso: string | null | undefined): string {
  if (!iso) return "—";
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return parts ? `${parts[3]}-${parts[2]}-${parts[1]}` : iso;
}

/** "24-09": for lists inside one period. */
export const formatShortDay = (iso: string | null | undefined): string => (iso ? formatDay(iso).slice(0, 5) : "—");

/** Accept "24-09-2026", "24/9/26" or "2026-09-24" and give ISO; null when there is no such day. */
export function parseDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const ours = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(text.trim());
  const parts = iso ? [iso[1], iso[2], iso[3]] : ours ? [ours[3], ours[2], ours[1]] : null;
  if (!parts) return null;
  const [year, month, day] = parts.map(Number) as [number, number, number];
  const full = year < 100 ? 2000 + year : year;
  const made = new Date(Date.UTC(full, month - 1, day));
  const sound = made.getUTCFullYear() === full && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return sound ? made.toISOString().slice(0, 10) : null;
}

const stamp = new Intl.DateTimeFormat("en-GB", { timeZone: IST, day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** An instant in Indian time, "15-10-2026 18:40". */
export function formatInstant(iso: string | null | undefined): string {
  if (!iso) return "—";
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const part = Object.fromEntries(stamp.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.day}-${part.month}-${part.year} ${part.hour}:${part.minute}`;
}

/** "18:40", Indian time. */
export const formatTime = (at: Date): string => formatInstant(at.toISOString()).slice(11);

/** Hours as people say them: "40 min", "5 h", "3 days". */
export function formatAge(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  if (hours < 48) return `${Math.round(hours)} h`;
  return `${Math.round(hours / 24)} days`;
}

/** A duration in seconds: "4 s", "2 min 10 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
