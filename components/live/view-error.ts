/** A view that did not come. `signedOut`: the server knows nobody behind this page any more. */
export class ViewError extends Error {
  override readonly name = 'ViewError'
  readonly signedOut: boolean
  /** What it is made from was recorded by a newer console: the page is made anew, and says so or is newer itself. */
  readonly unreadable: boolean

  constructor(url: string, status: number) {
    super(`${url} answered ${status}`)
    this.signedOut = status === 401
    this.unreadable = status === 409
  }
}
