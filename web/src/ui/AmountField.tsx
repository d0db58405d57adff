import { useState, type KeyboardEvent } from "react";
import { formatPaise, parseAmount, type Paise } from "@/lib/money";

interface Props {
  readonly label: string;
  readonly value: Paise | null;
  /** Called when the field is left, with what is meant. */
  readonly onValue: (value: Paise | null) => void;
  /** "=" alone: take what is missing. */
  readonly onBalance?: () => void;
  readonly id?: string;
  readonly wrong?: boolean;
}

/** Takes "1250000", "12,50,000", "12.5L", "1.2cr", "(500)", "=18*1860" and what is pasted from a sheet; shows it grouped when left. "=" alone balances. */
export function AmountField({ label, value, onValue, onBalance, id, wrong = false }: Props) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (value === null ? "" : formatPaise(value));
  const unread = text !== null && text.trim() !== "" && text.trim() !== "=" && parseAmount(text) === null;
  const settle = (): void => {
    if (text === null) return;
    const said = text.trim();
    if (said === "=" && onBalance) onBalance();
    else if (said === "") onValue(null);
    else {
      const amount = parseAmount(said);
      // What cannot be read stays as it was typed, marked: a rounded or guessed figure would be worse.
      if (amount === null) return;
      onValue(amount);
    }
    setText(null);
  };
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) { event.preventDefault(); settle(); }
    if (event.key === "Escape" && text !== null) { event.preventDefault(); event.stopPropagation(); setText(null); }
  };
  return (
    <input
      id={id} className="field num" inputMode="decimal" autoComplete="off" aria-label={label} aria-invalid={unread || wrong || undefined} value={shown}
      title={unread ? "Not an amount to the paisa. 12,50,000 or 12.5L or =18*1860" : undefined}
      onFocus={(event) => event.target.select()} onChange={(event) => setText(event.target.value.replaceAll("\t", " "))} onBlur={settle} onKeyDown={key}
    />
  );
}
