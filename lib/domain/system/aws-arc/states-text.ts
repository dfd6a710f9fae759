/** "east=Off, west=On": states by name, sorted by name, as predicates compare them. */
export function statesText(states: Readonly<Record<string, string>>): string {
  return Object.keys(states)
    .sort()
    .map((name) => `${name}=${states[name] ?? ''}`)
    .join(', ')
}
