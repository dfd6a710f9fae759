import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readCast } from '@/cli/rehearse/next-moves'
import { actingLimits, createDatabase } from '@/lib/db/client'
import { databaseTrouble } from '@/lib/db/database-trouble'
import { DomainError } from '@/lib/domain/errors'
import type { Verb } from '@/lib/domain/run/commands'
import { env } from '@/lib/env'
import { pressWhatMay } from '../crew'
import { serviceOf } from '../service-of'

/**
 * A web process without its pages: the services that server actions call, on the pools and under the limits that
 * actions and aborts have. It can die in the middle of a press.
 */
async function main(): Promise<void> {
  const { databaseUrl } = env()
  if (databaseUrl === null) throw new Error('DATABASE_URL is not set')
  const acting = createDatabase(databaseUrl, { ...actingLimits, name: 'chaos-act' })
  const aborting = createDatabase(databaseUrl, { ...actingLimits, connections: 16, name: 'chaos-abort' })

  const press = async (asked: Asked): Promise<unknown> => {
    if ('press' in asked) return pressWhatMay(acting, asked.press)
    const database = asked.verb === 'abort-run' ? aborting : acting
    const asker = (await readCast(acting))(asked.person)
    if (asker === null) throw new Error(`${asked.person} has no account`)
    return serviceOf[asked.verb]({ ...asker, database }, asked.input as never)
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void press(JSON.parse(Buffer.concat(chunks).toString()) as Asked)
        .then((recorded): Answered => ({ kind: 'recorded', recorded }), answerOf)
        .then((answer) => response.end(JSON.stringify(answer)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.stdout.write(`console at ${(server.address() as AddressInfo).port}\n`)
}

export type Asked = { press: string } | { verb: Verb; person: string; input: object }
export type Answered =
  { kind: 'recorded'; recorded: unknown } | { kind: 'refused' | 'not-known' | 'fault'; words: string }

function answerOf(error: unknown): Answered {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  if (error instanceof DomainError) return { kind: 'refused', words }
  return { kind: databaseTrouble(error) === null ? 'fault' : 'not-known', words }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
