/** At once, then not again before `milliseconds` have passed; what comes meanwhile is done at their end. */
export function throttle(milliseconds: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  let again = false
  const run = () => {
    work()
    timer = setTimeout(() => {
      timer = null
      if (!again) return
      again = false
      run()
    }, milliseconds)
  }
  return () => {
    if (timer === null) run()
    else again = true
  }
}
