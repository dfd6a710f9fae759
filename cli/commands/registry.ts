/** A command of `breakwater`. `run` gives the exit code: 0 done, 1 found something wrong or failed, 2 misused. */
export interface Command {
  /** Arguments as they are typed, and what the command does, for the list of commands. */
  usage: string
  summary: string
  load(): Promise<{ run(argv: string[]): Promise<number> }>
}

/** By the words that call it; the longest match wins. */
export const commands: Readonly<Record<string, Command>> = {
  plan: {
    usage: 'check DIR [--environment NAME] | import DIR --environment NAME | schema [DIR]',
    summary: 'checks a plan with its environments and people, imports it, or writes the JSON Schemas for editors',
    load: () => import('./plan-check'),
  },
  'people password': {
    usage: 'LOGIN',
    summary: 'gives an account another password, from the terminal or standard input, and ends its sessions',
    load: () => import('./people-password'),
  },
  'journal verify': {
    usage: 'FILE | --database [URL]',
    summary: 'checks the hash chain of an export, or of a database, and names the first broken entry',
    load: () => import('./journal-verify'),
  },
  lab: {
    usage: '[--data DIR] [--scale N] | env | state | fail REGION | heal REGION | lag 3s | ...',
    summary: 'starts the two-region lab alone, or commands the running one',
    load: () => import('./lab'),
  },
  rehearse: {
    usage: '--plan DIR --scenario NAME [--fast] [--json]',
    summary: 'plays a whole failover against a lab of its own and says what was measured',
    load: () => import('./rehearse'),
  },
}
