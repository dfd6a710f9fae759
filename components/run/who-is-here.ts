/** How many holders of a duty are at this incident, and how many on another page: the same words as in the rows. */
export function whoIsHere(present: readonly { onIncident: boolean }[], held: number): string {
  const here = present.filter(({ onIncident }) => onIncident).length
  const elsewhere = present.length - here
  return `${here} of ${held} here${elsewhere === 0 ? '' : `, ${elsewhere} elsewhere`}`
}
