import { headers } from 'next/headers'
import { actingAsker } from '@/lib/auth/asker'
import { actingPerson } from '@/lib/auth/current-person'
import { DomainError } from '@/lib/domain/errors'
import type { Act, Answer, Recorded } from '@/lib/domain/view/answer'
import { createLog } from '@/lib/log'
import type { Asker } from '@/lib/services/mutation'
import { refusedAnswer } from './refused-answer'
import { requireSameOrigin } from './same-origin'
import { signedIn } from './signed-in'
import { build } from './build'
import { late, within } from './within'

/** Input is what the browser brought: each service parses it before anything else. */
type Service = (asker: Asker, input: never) => Promise<Recorded>

/** The browser waits 2 s for an answer, and no other action of its page is sent meanwhile. */
const patience = 1_800

const log = createLog('act')

/**
 * One verb as a server action, which is a POST that anybody can send to any page: it checks where it comes from and who
 * asks, and the service who may. It answers in time or says that it does not know; nothing it says is thrown.
 */
export function act(service: Service): Act {
  return async (input, pageBuild) => {
    try {
      requireSameOrigin(await headers())
      if (pageBuild !== build) return { kind: 'outdated' }
      const asked = members(input)
      const answer = await within(patience, (isLate) => record(service, asked, isLate), failed)
      return answer === late ? { kind: 'unanswered' } : answer
    } catch (error) {
      if (error instanceof DomainError) return refusedAnswer(error)
      failed(error)
      return { kind: 'unanswered' }
    }
  }
}

async function record(
  service: Service,
  input: Readonly<Record<string, unknown>>,
  isLate: () => boolean,
): Promise<Answer> {
  const person = signedIn(await actingPerson())
  // Whoever asked has been told already that the answer is not known: nothing begins behind their back.
  if (isLate()) return { kind: 'unanswered' }
  return { kind: 'recorded', ...(await service(actingAsker(person), input as never)) }
}

/** The wire carries more than JSON, such as files, maps and references: a service is given a plain object of members. */
function members(input: unknown): Record<string, unknown> {
  const plain = typeof input === 'object' && input !== null && Object.getPrototypeOf(input) === Object.prototype
  if (!plain) throw new DomainError({ code: 'bad-input', message: 'The console asked for it in an unknown form.' })
  return { ...input }
}

function failed(err: unknown): void {
  if (!(err instanceof DomainError)) log.error({ err }, 'an action failed')
}
