import { send, get, upload } from "@/client/http";
import type { Received, UploadOut } from "@/client/types";
import { ApiError } from "@/lib/apiError";

/** Bytes from which on a file comes in parts: a cut line then costs one part and not the file. */
export const LARGE = 16 * 1024 * 1024;
const WAITS = [1000, 2000, 5000, 10_000, 30_000];

/** How parts reach the server. A seam for tests: the page has one. */
export interface Line {
  readonly begin: (file: File, quarter: string, entity: string | undefined) => Promise<UploadOut>;
  readonly state: (id: string) => Promise<UploadOut>;
  readonly part: (id: string, number: number, bytes: Blob, onProgress: (share: number) => void) => Promise<UploadOut>;
  readonly finish: (id: string) => Promise<Received>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export const LINE: Line = {
  begin: (file, quarter, entity) => send<UploadOut>("POST", "/uploads", { body: { quarter, name: file.name, size: file.size, entity: entity ?? "" } }),
  state: (id) => get<UploadOut>("/uploads/{id}", { path: { id } }),
  part: (id, number, bytes, onProgress) => {
    const form = new FormData();
    form.append("number", String(number));
    form.append("file", bytes, "part");
    return upload<UploadOut>("/uploads/{id}/parts", form, onProgress, { path: { id } });
  },
  finish: (id) => send<Received>("POST", "/uploads/{id}/finish", { path: { id }, body: {} }),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** A file on its way can be held and let go on; what has arrived stays. */
export class Held {
  #open: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;
  hold(): void {
    if (this.#release) return;
    this.#open = new Promise((resolve) => { this.#release = resolve; });
  }
  release(): void {
    this.#release?.();
    this.#release = undefined;
  }
  get isHeld(): boolean { return this.#release !== undefined; }
  get opened(): Promise<void> { return this.#open; }
}

const place = (file: File, quarter: string): string => `qrt.upload ${quarter} ${file.name} ${file.size} ${file.lastModified}`;

/** Where this very file stopped before, if it may still go on: after a reload as well. */
async function known(line: Line, file: File, quarter: string): Promise<UploadOut | undefined> {
  const id = localStorage.getItem(place(file, quarter));
  if (!id) return undefined;
  try {
    const found = await line.state(id);
    if (!found.document_id && found.size === file.size) return found;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
  }
  localStorage.removeItem(place(file, quarter));
  return undefined;
}

const shareOf = (state: UploadOut): number => 1 - Math.min(1, (state.missing.length * state.part_bytes) / state.size);

/** Sends a file part by part and goes on by itself after a cut line. Throws what the server refuses. */
export async function sendInParts(
  file: File, quarter: string, entity: string | undefined, held: Held, tell: (share: number, words: string) => void, line: Line = LINE,
): Promise<Received> {
  let share = 0;
  const again = async <T>(act: () => Promise<T>): Promise<T> => {
    for (let turn = 0; ; turn += 1) {
      await held.opened;
      try {
        return await act();
      } catch (error) {
        const gone = error instanceof ApiError && (error.status === 0 || error.status >= 500);
        if (!gone) throw error;
        tell(share, "The server cannot be reached; it goes on by itself");
        await line.wait(WAITS[Math.min(turn, WAITS.length - 1)] ?? 30_000);
      }
    }
  };
  let state: UploadOut = (await again(() => known(line, file, quarter))) ?? (await again(() => line.begin(file, quarter, entity)));
  const { id, part_bytes: size } = state;
  localStorage.setItem(place(file, quarter), id);
  for (let number = state.missing[0]; number !== undefined; number = state.missing[0]) {
    const part = number;
    const bytes = file.slice((part - 1) * size, part * size);
    share = shareOf(state);
    const before = share;
    state = await again(() => line.part(id, part, bytes, (done) => tell(before + (done * bytes.size) / file.size, "Sending")));
    tell(shareOf(state), "Sending");
  }
  const received = await again(() => line.finish(id));
  localStorage.removeItem(place(file, quarter));
  return received;
}
