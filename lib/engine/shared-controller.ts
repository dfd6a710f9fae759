import { setMaxListeners } from 'node:events'

/**
 * A controller whose signal many wait on at once: every reading of an environment, every pod asked side by side. Each
 * takes its listener away again, so their number is no leak and Node need not warn of it.
 */
export function sharedController(): AbortController {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
