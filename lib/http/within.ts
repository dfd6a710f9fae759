export const late = Symbol('late')

/**
 * What the work gives, or `late` once the time is over. Work that is late goes on: it asks `isLate` before it begins
 * anything that would outlive its asker, and what becomes of it is told to `afterwards`.
 */
export async function within<Result>(
  milliseconds: number,
  work: (isLate: () => boolean) => Promise<Result>,
  afterwards: (error: unknown) => void,
): Promise<Result | typeof late> {
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => {
      over = true
      resolve(late)
    }, milliseconds)
  })
  const working = work(() => over)
  working.catch((error: unknown) => {
    if (over) afterwards(error)
  })
  try {
    return await Promise.race([working, end])
  } finally {
    clearTimeout(timer)
  }
}
