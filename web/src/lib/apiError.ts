/** One thing the server adds to its no. */
export interface Detail { readonly where?: string[]; readonly says?: string; readonly current?: unknown; readonly opened?: unknown }

/** The server's no, in its own words. `status` 0 means that it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
    readonly id: string = "",
    /** Parts of the body that are wrong, or, where a record moved under the hands, `{ current, opened }`. */
    readonly details: readonly Detail[] = [],
  ) {
    super(sentence);
  }

  get stale(): boolean {
    return this.status === 409;
  }
}
