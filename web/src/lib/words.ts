/** "3 matches", "1 match": the plural is the given word or the word with an s. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

const grouped = new Intl.NumberFormat("en-IN");
export const formatCount = (n: number): string => grouped.format(n);

/** "tax_invoice" as "Tax invoice". Letters that are said one by one stay capitals. */
export function humanise(name: string): string {
  const words = name.replace(/[._-]+/g, " ").trim();
  const cased = words.replace(/\b(gstr|gstin|gst|tds|itc|irn|pan|cin|hsn|igst|cgst|sgst|upi|ifsc|po|pos|tan)\b/gi, (word) => word.toUpperCase());
  return cased.charAt(0).toUpperCase() + cased.slice(1);
}

/** "no label says whose it is" as "No label says whose it is." */
export const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? "" : "."}`;

export const percent = (share: number): string => `${Math.floor(share * 100)}%`;

/** "A. Deshpande" gives "AD". */
export function initials(name: string): string {
  const parts = name.trim().split(/[\s.]+/).filter(Boolean);
  return ((parts[0]?.[0] ?? "") + (parts.length > 1 ? (parts.at(-1)?.[0] ?? "") : "")).toUpperCase();
}
