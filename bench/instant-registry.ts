import type { Observation, ExecutorRegistry, SendContext } from '@/lib/engine/ports'

/** Targets that answer at once, and readings in which every field is as a step wants it; `onSent` hears what leaves. */
export function instantRegistry(onSent: (key: string) => void = () => undefined): ExecutorRegistry {
  const nothing = { requestId: null, facts: {}, outputs: {} }
  const done = new Set<string>()
  const seen = (key: string): Promise<Observation> =>
    Promise.resolve({ effect: done.has(key) ? 'present' : 'absent', facts: {}, outputs: {}, detail: 'as asked' })
  const send = async (context: SendContext) => {
    await context.leave()
    onSent(context.idempotencyKey)
    done.add(context.idempotencyKey)
    return nothing
  }
  return {
    action: (kind) => ({
      kind,
      hidesFor: 0,
      observe: (_command, context) => seen(context.idempotencyKey),
      before: () => Promise.resolve({ untouched: true }),
      execute: (_command, context) => send(context),
      undo: (_command, _before, context) => send(context),
      undone: () => Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail: 'as before' }),
    }),
    notice: (way) => ({ way, send: () => Promise.resolve(nothing) }),
    reading: (kind) => ({
      kind,
      read: (reading, context) =>
        Promise.resolve({
          id: reading.id,
          observedAt: new Date(context.now()).toISOString(),
          source: 'bench',
          fields: allTrue,
        }),
    }),
  }
}

/** Of every name the field is there and true. */
const allTrue = new Proxy<Record<string, boolean>>(
  {},
  {
    get: (_target, name) => (typeof name === 'string' && /^[a-z]+\d+$/.test(name) ? true : undefined),
    has: () => true,
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: true }),
  },
)
