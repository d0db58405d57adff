/** Say something at the edge of the page. The part that draws it comes when it is needed first: nobody waits for it to open a page. */
export const tell = {
  done: (words: string): void => say((toast) => toast.success(words)),
  /** Why nothing happened: said once, however often it is asked. */
  why: (words: string): void => say((toast) => toast.warning(words, { id: "why" })),
  wrong: (words: string, description: string): void => say((toast) => toast.error(words, { description, duration: 10_000 })),
};

type Sonner = typeof import("sonner");
let drawn: (() => void) | undefined;
/** Resolved once the place stands where words are drawn: what is said before it would be lost. */
const standing = new Promise<void>((done) => { drawn = done; });
const waiting = new Set<() => void>();

/** Without a line the part may not come: then nothing is said here, and the page goes on. */
function say(words: (toast: Sonner["toast"]) => void): void {
  load().then(({ toast }) => words(toast), () => undefined);
}

async function load(): Promise<Sonner> {
  for (const ask of waiting) ask();
  const [sonner] = await Promise.all([import("sonner"), standing]);
  return sonner;
}

/** Hear when the place is wanted. Gives the way to stop. */
export function onWanted(ask: () => void): () => void {
  waiting.add(ask);
  return () => waiting.delete(ask);
}

/** The place stands now. */
export const stands = (): void => drawn?.();
