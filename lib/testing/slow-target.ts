import type { World } from './engine-scene'

/** A target that answers when it is told to: `sent` settles once a request reached it. */
export function slowTarget() {
  let reply: () => void = () => undefined
  const replied = new Promise<void>((resolve) => (reply = resolve))
  let left: () => void = () => undefined
  const sent = new Promise<void>((resolve) => (left = resolve))
  const world: World = {
    execute: async () => {
      left()
      await replied
      return { requestId: 'rds-1', facts: {}, outputs: {} }
    },
  }
  return { world, reply, sent }
}
