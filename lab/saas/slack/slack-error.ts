/** Slack answers 200 with `ok: false` and this code. */
export class SlackError extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}
