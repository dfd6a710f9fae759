/** Closes a switch over a union: a new member is then a type error here, and a loud failure if one slips through. */
export function assertNever(value: never, what: string): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`)
}
