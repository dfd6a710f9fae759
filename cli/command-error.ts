/** Something the person at the terminal can mend: told as it stands, without a stack. Exit 1: failed; 2: misused. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message)
  }
}
