import type { KindCall } from './kind-calls'
import type { LocalServer } from './local-server'

/** What each reference of a binding stands for. */
const valueOf = (reference: string) => `bound-${reference.replace(/\W/g, '-')}`

/**
 * Whether a call goes where its binding says, with its credentials, while the process is told otherwise
 * (`inHostileEnvironment`). Null: it does.
 */
export async function leadsElsewhere(call: KindCall, target: LocalServer, trap: LocalServer): Promise<string | null> {
  const start = target.seen.length
  await call.act(target.url, (reference) => Promise.resolve(valueOf(reference)))
  const requests = target.seen.slice(start)
  if (trap.seen.length > 0) return 'a request went where the environment of the process says'
  if (requests.length === 0) return 'no request went to the address of the binding'
  const sent = JSON.stringify(requests)
  if (/trap|mars-north/i.test(sent)) return 'something of the environment of the process was sent'
  const values = call.secrets().map(valueOf)
  if (values.length > 0 && !values.some((value) => sent.includes(value))) return 'no credential of the binding was sent'
  const signing = values.find((value) => value.includes('secret-access-key') && sent.includes(value))
  return signing === undefined ? null : 'the key that signs was sent'
}
