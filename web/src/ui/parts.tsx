import clsx from "clsx";
import { Ban, Check, CircleDashed, Clock, Flag, Info, Sparkles, TriangleAlert, X } from "lucide-react";
import type { ButtonHTMLAttributes, ComponentType, ReactNode } from "react";
import { initials } from "@/lib/words";

/** Colour is state and nothing else; each state has its icon and its word. */
export type Tone = "ok" | "warn" | "bad" | "info" | "ai" | "mute";
const ICONS: Record<Tone, ComponentType<{ className?: string }>> = { ok: Check, warn: Flag, bad: TriangleAlert, info: Clock, ai: Sparkles, mute: CircleDashed };

export function Chip({ tone, icon = true, children, title }: { tone: Tone; icon?: boolean | ComponentType<{ className?: string }>; children: ReactNode; title?: string }) {
  const Icon = typeof icon === "boolean" ? ICONS[tone] : icon;
  return (
    <span className={`chip chip-${tone}`} title={title}>
      {icon !== false && <Icon aria-hidden />}
      <span className="min-w-0 truncate">{children}</span>
    </span>
  );
}

/** A chip that filters: pressed or not. */
export function FilterChip({ tone, on, onPress, children }: { tone: Tone; on: boolean; onPress: () => void; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <button type="button" className={`chip chip-${tone}`} aria-pressed={on} onClick={onPress}>
      {tone !== "mute" && <Icon aria-hidden />}
      {children}
    </button>
  );
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: "primary" | "plain" | "quiet" | "danger";
  readonly shortcut?: string | undefined;
  /** Why it cannot be pressed now. The button stays reachable and says so. */
  readonly why?: string | undefined;
}

export function Button({ look = "plain", shortcut, why, className, children, onClick, disabled, ...rest }: ButtonProps) {
  const off = why !== undefined && why !== "";
  return (
    <button
      type="button" {...rest} disabled={disabled} aria-disabled={off || undefined} title={off ? why : rest.title}
      className={clsx("btn", look !== "plain" && look, className)} onClick={off ? undefined : onClick}
    >
      {children}
      {shortcut && <kbd aria-hidden>{shortcut}</kbd>}
    </button>
  );
}

export const Kbd = ({ children }: { children: ReactNode }) => <kbd>{children}</kbd>;

export function Avatar({ name, size = 26 }: { name: string; size?: 20 | 26 }) {
  return (
    <span
      role="img" aria-label={name} title={name}
      className={clsx("inline-grid flex-none place-items-center rounded-full bg-mute-bg font-semibold text-text-2", size === 26 ? "size-[26px] text-xs" : "size-5 text-[9.5px]")}
    >
      {initials(name)}
    </span>
  );
}

/** Parts of a whole, each with its colour; the words stand below it, so the picture may stay silent to readers. */
export function Meter({ parts, label, height = 8 }: { parts: readonly { share: number; tone: Tone }[]; label: string; height?: number }) {
  return (
    <div className="meter" role="img" aria-label={label} style={{ height }}>
      {parts.map((part, index) => <i key={index} style={{ width: `${part.share * 100}%`, background: `var(--${part.tone}-line)` }} />)}
    </div>
  );
}

export interface CheckLine { readonly ok: boolean; readonly severity: string; readonly sentence: string; readonly rule: string }

/** Checks that were made: passed, to look at, wrong. */
export function CheckList({ checks }: { checks: readonly CheckLine[] }) {
  return (
    <ul className="m-0 flex list-none flex-col gap-1 p-0">
      {checks.map((check, index) => {
        const bad = !check.ok && (check.severity === "error" || check.severity === "blocking");
        const Icon = check.ok ? Check : check.severity === "info" ? Info : bad ? X : Flag;
        return (
          <li key={`${check.rule}-${index}`} className="flex gap-2" title={check.rule}>
            <Icon aria-hidden className={clsx("mt-0.5 size-3.5 flex-none", check.ok ? "text-ok" : bad ? "text-bad" : check.severity === "info" ? "text-info" : "text-warn")} />
            <span className="sr">{check.ok ? "Passed:" : bad ? "Wrong:" : "Look:"}</span>
            <span className="min-w-0 [overflow-wrap:anywhere]">{check.sentence}</span>
          </li>
        );
      })}
    </ul>
  );
}

export interface Happening { readonly at: string; readonly who: string; readonly what: string; readonly tone?: Tone }

export function Timeline({ events }: { events: readonly Happening[] }) {
  return (
    <ol className="m-0 list-none p-0">
      {events.map((event, index) => (
        <li key={`${event.at}-${index}`} className="relative pb-2.5 pl-5 before:absolute before:top-4 before:bottom-[-4px] before:left-[6px] before:w-px before:bg-line last:before:hidden">
          <span aria-hidden className="absolute top-[5px] left-[2.5px] size-2 rounded-full" style={{ background: `var(--${event.tone ?? "mute"}-line)` }} />
          <b className="font-semibold">{event.who}</b> {event.what}
          <div className="text-text-2">{event.at}</div>
        </li>
      ))}
    </ol>
  );
}

/** Signed contributions in whole points that add up to a total; one without points is words alone. */
export function Contributions({ parts }: { parts: readonly { text: string; points: number }[] }) {
  const most = Math.max(1, ...parts.map(({ points }) => Math.abs(points)));
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_84px_46px] items-center gap-x-2 gap-y-1.5">
      {parts.map(({ text, points }, index) => (
        <div key={index} className="contents">
          <dt className="[overflow-wrap:anywhere]">{text}</dt>
          <dd aria-hidden className="meter !h-1.5"><i style={{ width: `${(Math.abs(points) / most) * 100}%`, background: points < 0 ? "var(--bad-line)" : "var(--ok-line)" }} /></dd>
          <dd className={clsx("num", points < 0 && "text-bad")}>{points < 0 ? "−" : points > 0 ? "+" : ""}{Math.abs(points)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Banner({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = tone === "mute" ? Ban : ICONS[tone];
  return (
    <div role="status" className={`chip-${tone} flex min-h-8 flex-none flex-wrap items-center gap-2 px-4 py-1 !outline-none`}>
      <Icon aria-hidden className="size-3.5 flex-none" />
      {children}
    </div>
  );
}
