import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CleanUp } from '@/cli/rehearse/clean-up'
import type { Order, Told } from './told'

export interface Listeners {
  look(looks: boolean): void
  /** What was heard and seen since it was last asked. */
  tell(): Promise<Told>
  end(): Promise<void>
}

interface Options {
  processes: number
  urls: string[]
  tokens: readonly string[]
  incidentId: string
  cleanUp: CleanUp
}

/** Everybody's browser, in processes of their own: a stream each, all of them open. */
export async function openListeners({ processes, urls, tokens, incidentId, cleanUp }: Options): Promise<Listeners> {
  const program = fileURLToPath(new URL('listen.ts', import.meta.url))
  const children = Array.from({ length: processes }, () => fork(program, { execArgv: ['--import', 'tsx'] }))
  const ended = children.map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())))
  const end = async () => {
    for (const child of children) if (child.connected) order(child, { do: 'end' })
    await Promise.all(ended)
  }
  cleanUp.add(end)
  await Promise.all(
    children.map((child, index) => {
      const own = tokens.filter((_, at) => at % processes === index)
      order(child, { do: 'open', urls, tokens: own, incidentId })
      return answer(child)
    }),
  )
  return {
    look: (looks) => children.forEach((child) => order(child, { do: 'look', looks })),
    async tell() {
      const told = await Promise.all(
        children.map((child) => {
          order(child, { do: 'tell' })
          return answer(child) as Promise<Told>
        }),
      )
      const statuses: Record<string, number> = {}
      for (const one of told)
        for (const [status, times] of Object.entries(one.statuses)) statuses[status] = (statuses[status] ?? 0) + times
      return { heard: told.flatMap((one) => one.heard), seen: told.flatMap((one) => one.seen), statuses }
    },
    end,
  }
}

function order(child: ChildProcess, what: Order): void {
  child.send(what)
}

function answer(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`a process of listeners ended (${code}); is "ulimit -n" too low?`)))
  })
}
