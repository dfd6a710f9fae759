/** A hash by its ends, as people compare one: `5be0 77a1 … 91c2`. The whole is in the entry and in the export. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`
}
