/** The server answers an action within 1.8 s, or never. */
const answerWithin = 2_000
/** A press is sent at once, or once the one before it is over; a page that loads can hold up both. */
const sendWithin = 4_500

/** Presses that wait to be sent, oldest first: the router sends in the order of the presses. */
const waiting: number[] = []

export class NotSentError extends Error {
  override readonly name = 'NotSentError'
}

/** Notes when an action was pressed. */
export function noteFor(pressedAt: number): void {
  waiting.push(pressedAt)
}

const bound = Symbol.for('breakwater.bound-actions')

/**
 * Bounds the requests of server actions. The router sends one after another and waits for each for as long as the
 * browser does: a server that hangs would keep the next press unsent for minutes, and then send it. So an action that
 * is not answered in time is given up, and one that could not be sent in time is not sent any more.
 */
export function boundActions(): void {
  const send = window.fetch
  if (bound in send) return
  const fetchBounded: typeof window.fetch = (input, init) => {
    if (!new Headers(init?.headers).has('next-action')) return send(input, init)
    const pressedAt = waiting.shift()
    if (pressedAt !== undefined && performance.now() - pressedAt > sendWithin)
      return Promise.reject(new NotSentError('It was not sent: the page was busy for too long. Press again.'))
    return send(input, { ...init, signal: AbortSignal.timeout(answerWithin) })
  }
  window.fetch = Object.assign(fetchBounded, { [bound]: true })
}
