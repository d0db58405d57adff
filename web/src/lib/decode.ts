import { paise, type Paise } from "./money";

/** The same shape with every `…_paise` number (or list, or map of them) as `Paise`. */
export type Money<T> = T extends readonly unknown[]
  ? { [K in keyof T]: Money<T[K]> }
  : T extends object
    ? { [K in keyof T]: K extends `${string}_paise` ? ToPaise<T[K]> : Money<T[K]> }
    : T;
type ToPaise<T> = T extends number ? Paise : T extends object ? { [K in keyof T]: ToPaise<T[K]> } : T;

/** What came over the wire is not what was promised. */
export class DecodeError extends Error {
  constructor(readonly where: string, cause: unknown) {
    super(`The answer cannot be shown: ${where} is not whole paise.`, { cause });
  }
}

/** What a line carries of its own, always texts: a figure in it is read by who needs it, never taken for money here. */
const TEXTS = "labels";

/** Walk an answer once and demand whole paise under every name that ends in `_paise`, but not among a line's labels. Null stays null. Throws DecodeError with the path. */
export function decodeMoney<T>(value: T, where = "answer"): Money<T> {
  visit(value, where);
  return value as Money<T>;
}

function visit(value: unknown, where: string): void {
  if (Array.isArray(value)) {
    value.forEach((each, index) => visit(each, `${where}[${index}]`));
    return;
  }
  if (value === null || typeof value !== "object") return;
  for (const [name, inner] of Object.entries(value)) {
    if (name.endsWith("_paise")) demand(inner, `${where}.${name}`);
    else if (name !== TEXTS) visit(inner, `${where}.${name}`);
  }
}

function demand(value: unknown, where: string): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    value.forEach((each, index) => demand(each, `${where}[${index}]`));
    return;
  }
  if (typeof value === "object") {
    for (const [name, each] of Object.entries(value)) demand(each, `${where}.${name}`);
    return;
  }
  try {
    paise(value);
  } catch (error) {
    throw new DecodeError(where, error);
  }
}
