import type { Target } from './resolved'

/** Where calls to something that is known by its address alone go. */
export function addressed(endpoint: string, identity: string | null): Omit<Target, 'systemKind'> {
  return { account: null, region: null, endpoint, identity }
}

export function tokenIdentity(token: string | undefined): string | null {
  return token === undefined ? null : `token ${token}`
}
