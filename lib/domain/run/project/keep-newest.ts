/**
 * Of a list that grows with the entries a state keeps so many: whoever looks for older ones reads the journal. More are
 * dropped at once than one, since a list is copied where it changes. Gives how many went.
 */
export function keepNewest(list: unknown[], kept: number): number {
  if (list.length < kept + slack) return 0
  return list.splice(0, list.length - kept).length
}

const slack = 50
