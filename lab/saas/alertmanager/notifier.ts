import type { Lab } from '../../core/contract'
import { serviceTime } from '../../core/service-time'
import { checkoutAlert } from '../alerting/checkout-alert'
import { fingerprint, type AlertmanagerState, type KnownAlert, type Receiver } from './alertmanager-state'
import { webhookMessage } from './webhook-message'

const deliveryTimeoutMilliseconds = 5000
/** Real time between two tries while a receiver does not answer. */
const retryMilliseconds = 1000

export interface Notifier {
  /** Looks at the world, and tells every receiver what it has not acknowledged or is due to hear again. */
  evaluate(): void
  /** Ends deliveries that are under way. */
  close(): void
}

/** Delivers until the receiver answers 2xx: what was sent while the console was down arrives when it is back. */
export function createNotifier(lab: Lab, state: () => AlertmanagerState): Notifier {
  const inFlight = new Set<string>()
  const notBefore = new Map<string, number>()
  const closing = new AbortController()

  const deliver = async (alert: KnownAlert, receiver: Receiver, way: string): Promise<void> => {
    const status = alert.endsAt === null ? 'firing' : 'resolved'
    inFlight.add(way)
    const arrived = await post(receiver, webhookMessage(alert, receiver.name), closing.signal)
    inFlight.delete(way)
    const now = lab.clock.now()
    if (arrived) alert.delivered[receiver.name] = { status, at: now }
    else notBefore.set(way, now + retryMilliseconds)
  }
  const tell = (alert: KnownAlert, receivers: readonly Receiver[], repeatName: string) => {
    const now = lab.clock.now()
    const repeat = lab.clock.scaled(serviceTime(lab.config, repeatName))
    for (const receiver of receivers) {
      const way = `${fingerprint(alert.labels)} ${receiver.name}`
      if (inFlight.has(way) || (notBefore.get(way) ?? 0) > now) continue
      if (isDue(alert, receiver.name, now, repeat)) void deliver(alert, receiver, way)
    }
  }

  return {
    evaluate: () => {
      const current = state()
      current.alert = nextAlert(lab, current.alert)
      if (closing.signal.aborted) return
      if (current.alert !== null) tell(current.alert, current.receivers, 'alertRepeat')
      tell(current.watchdog, current.receivers, 'watchdogRepeat')
    },
    close: () => closing.abort(),
  }
}

function isDue(alert: KnownAlert, receiver: string, now: number, repeat: number): boolean {
  const last = alert.delivered[receiver]
  // Whoever never heard of the alert needs not hear that it is over.
  if (alert.endsAt !== null) return last?.status === 'firing'
  return last === undefined || now - last.at >= repeat
}

function nextAlert(lab: Lab, known: KnownAlert | null): KnownAlert | null {
  const live = checkoutAlert(lab)
  if (live?.state === 'firing') {
    if (known && known.endsAt === null) return known
    const { labels, annotations, firedAt } = live
    return { labels, annotations, startsAt: Math.round(firedAt), endsAt: null, delivered: {} }
  }
  if (known && known.endsAt === null) return { ...known, endsAt: lab.clock.now() }
  return known
}

async function post(receiver: Receiver, message: object, closing: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(receiver.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Alertmanager/0.28.0',
        authorization: `Bearer ${receiver.token}`,
      },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.any([closing, AbortSignal.timeout(deliveryTimeoutMilliseconds)]),
    })
    await response.arrayBuffer()
    return response.ok
  } catch {
    // Unreachable is the ordinary case while the console restarts; the next evaluation tries again.
    return false
  }
}
