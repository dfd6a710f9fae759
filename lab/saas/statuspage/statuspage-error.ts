/** A refusal, answered as `{error: [...]}`. */
export class StatuspageError extends Error {
  constructor(
    readonly status: number,
    readonly messages: string[],
  ) {
    super(messages.join('; '))
  }
}
