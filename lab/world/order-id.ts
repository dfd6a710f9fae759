/** Orders are numbered; outside they are called `ord-<number>`. */
export function orderId(sequence: number): string {
  return `ord-${sequence}`
}

export function orderSequence(id: string): number | null {
  const digits = /^ord-(\d{1,15})$/.exec(id)?.[1]
  return digits === undefined ? null : Number(digits)
}
