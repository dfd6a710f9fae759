/** 0 of 0 is 0: nothing ready is never shown as everything ready. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
