import { DomainError } from './errors'

/** A database that answers and takes nothing. */
export type WritesRefused = 'read-only' | 'full'

/** Said to whoever pressed, on every page, and by the health check: the same words. */
export const refusesWords: Readonly<Record<WritesRefused, string>> = {
  'read-only':
    'The database takes nothing: it is read-only, a standby perhaps. Point the console at the one that writes.',
  full: 'The database takes nothing: its disk is full. Make room; the console goes on by itself.',
}

/** Certain: a statement that was refused has recorded nothing. */
export class NotStored extends DomainError {
  constructor(why: WritesRefused, cause: unknown) {
    super({ code: 'not-stored', message: `Nothing was recorded. ${refusesWords[why]}` })
    this.name = 'NotStored'
    this.cause = cause
  }
}
