/** The database did not answer, or did not take it: no word on what was asked of it, and not the fault of a step. */
export class DatabaseAway extends Error {
  override readonly name: string = 'DatabaseAway'
}
