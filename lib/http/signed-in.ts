import type { CurrentPerson } from '@/lib/auth/current-person'
import { DomainError } from '@/lib/domain/errors'

/** Whoever asks, or the refusal of nobody. */
export function signedIn(person: CurrentPerson | null): CurrentPerson {
  if (person !== null) return person
  throw new DomainError({ code: 'signed-out', message: 'You are not signed in. Sign in first.' })
}
