import type { CommandState } from './command-state'

/** A refusal as it came, with whatever it carries besides its words. */
export function refusedState(said: Readonly<Record<string, unknown>>): CommandState {
  const { code, message, missing } = said
  return {
    ...said,
    kind: 'refused',
    code: typeof code === 'string' ? code : 'unknown',
    message: typeof message === 'string' ? message : 'The console could not record it.',
    missing: Array.isArray(missing) ? missing.filter((one): one is string => typeof one === 'string') : [],
  }
}
