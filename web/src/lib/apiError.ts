/** The server's no, in its own words. `status` 0 means that it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    sentence: string,
    readonly id: string = "",
    readonly details: readonly { where: string[]; says: string }[] = [],
  ) {
    super(sentence);
  }

  get stale(): boolean {
    return this.status === 409;
  }
}
