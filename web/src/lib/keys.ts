import { useEffect, useRef } from "react";
import { tell } from "./tell";

/** One key of the page: `keys` as printed ("A", "Ctrl Enter", "Shift A", "g c"), what it does in words, and the act. */
export interface KeyBinding {
  readonly keys: string;
  readonly says: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Fires while typing in a field too. Everything else is the field's there, Ctrl C, Ctrl A and Ctrl Z with it. */
  readonly whileTyping?: boolean;
  readonly off?: boolean;
  /** Asked when the key comes: true leaves it to the browser. */
  readonly unless?: () => boolean;
  /** Why it cannot be done now: the key says so in place of doing it, and no list of keys offers it. */
  readonly why?: string | undefined;
}

interface Scope {
  readonly title: string;
  bindings: readonly KeyBinding[];
  /** A scope that swallows: nothing below it hears keys (dialogs). */
  readonly only: boolean;
}

const scopes: Scope[] = [];
const LETTERS_OFF = "qrt.letters-off";
let chordStart = "";
let chordUntil = 0;

export const lettersOff = (): boolean => localStorage.getItem(LETTERS_OFF) === "1";
/** Single-letter keys can be switched off (WCAG 2.1.4). */
export function setLettersOff(off: boolean): void {
  if (off) localStorage.setItem(LETTERS_OFF, "1");
  else localStorage.removeItem(LETTERS_OFF);
}

/** Every key that works now, top scope first, for the sheet under `?` and the palette. */
export function listKeys(): { title: string; bindings: readonly KeyBinding[] }[] {
  return scopes.toReversed().filter((scope) => scope.bindings.length > 0).map(({ title, bindings }) => ({ title, bindings: bindings.filter((each) => !each.off && each.why === undefined) }));
}

/** "Ctrl Enter" for an event; single letters come in capitals, shifted letters as "Shift A". */
export function keyName(event: KeyboardEvent): string {
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  const letter = /^[a-z]$/i.test(event.key);
  if (event.shiftKey && (letter || event.key.length > 1)) parts.push("Shift");
  parts.push(event.key === " " ? "Space" : letter ? event.key.toUpperCase() : event.key);
  return parts.join(" ");
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[contenteditable]:not([contenteditable=false])") !== null) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Would the browser itself act on this key here? Then we leave it alone. */
function belongsToElement(name: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const pressable = target.closest("button, a[href], [role=tab], [role=menuitem], [role=option], summary, input[type=checkbox], input[type=radio]");
  return pressable !== null && (name === "Enter" || name === "Space");
}

/** Keys that walk go on while they are held; an act is done once for one press. */
const WALKS = /^([JK]|(Shift )?(Arrow(Up|Down|Left|Right)|PageUp|PageDown))$/;

function heard(binding: KeyBinding, name: string, typing: boolean): boolean {
  if (binding.off) return false;
  const wanted = binding.keys.split(" or ");
  if (!wanted.includes(name)) return false;
  if (binding.unless?.() === true) return false;
  if (typing) return binding.whileTyping === true;
  return !(lettersOff() && /^(Shift )?[A-Z]$/.test(name));
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  const typing = isTyping(event.target);
  let name = keyName(event);
  if (!typing && chordStart !== "" && Date.now() < chordUntil) name = `${chordStart} ${event.key.toLowerCase()}`;
  chordStart = "";
  if (belongsToElement(name, event.target)) {
    // A browser presses a button again for every beat of a held Enter.
    if (event.repeat) event.preventDefault();
    return;
  }
  for (const scope of scopes.toReversed()) {
    const binding = scope.bindings.find((each) => heard(each, name, typing));
    if (binding) {
      event.preventDefault();
      if (event.repeat && !WALKS.test(name)) return;
      if (binding.why === undefined) binding.run(event);
      else tell.why(binding.why);
      return;
    }
    if (scope.only) return;
  }
  if (!typing && name === "G") {
    chordStart = "g";
    chordUntil = Date.now() + 1500;
  }
}

if (typeof window !== "undefined") window.addEventListener("keydown", onKeyDown);

/** Bind keys while the component stands. Later scopes win; `only` silences what is below (dialogs, sheets). */
export function useKeys(title: string, bindings: readonly KeyBinding[], options: { only?: boolean; off?: boolean } = {}): void {
  const scope = useRef<Scope | null>(null);
  const { only = false, off = false } = options;
  useEffect(() => {
    if (off) return;
    const mine: Scope = { title, bindings: [], only };
    scope.current = mine;
    scopes.push(mine);
    return () => {
      scopes.splice(scopes.indexOf(mine), 1);
      scope.current = null;
    };
  }, [title, only, off]);
  useEffect(() => {
    if (scope.current) scope.current.bindings = bindings;
  });
}
