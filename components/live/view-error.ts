/** A view that did not come. `signedOut`: the server knows nobody behind this page any more. */
export class ViewError extends Error {
  override readonly name = 'ViewError'
  readonly signedOut: boolean

  constructor(url: string, status: number) {
    super(`${url} answered ${status}`)
    this.signedOut = status === 401
  }
}
