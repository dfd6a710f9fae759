import { abortAsker, asker } from '@/lib/auth/asker'
import type { CurrentPerson } from '@/lib/auth/current-person'
import { abortingPerson, currentPerson } from '@/lib/auth/current-person'
import { DomainError } from '@/lib/domain/errors'
import { abortRun } from '@/lib/services/abort-run'
import type { Recorded } from '@/lib/services/mutation'
import { errorResponse } from './refusal-response'
import { readJson, requireSameOrigin } from './same-origin'
import { verbs } from './verbs'

/** POST /api/commands/VERB: one verb, recorded or refused. 200 answers only after the journal has it. */
export async function handleCommand(request: Request, verb: string): Promise<Response> {
  const service = Object.hasOwn(verbs, verb) ? verbs[verb as keyof typeof verbs] : undefined
  return answer(request, async (input) => {
    if (service === undefined) throw new DomainError({ code: 'not-found', message: 'There is no such command.' })
    return service(asker(await signedIn(currentPerson)), input as never)
  })
}

/** POST /api/abort: apart from every other verb, so that it never queues behind one. */
export async function handleAbort(request: Request): Promise<Response> {
  return answer(request, async (input) => abortRun(abortAsker(await signedIn(abortingPerson)), input as never))
}

async function signedIn(who: typeof currentPerson): Promise<CurrentPerson> {
  const person = await who()
  if (person === null) throw new DomainError({ code: 'forbidden', message: 'Sign in first.' })
  return person
}

async function answer(
  request: Request,
  work: (input: Record<string, unknown>) => Promise<Recorded>,
): Promise<Response> {
  try {
    requireSameOrigin(request)
    const recorded = await work(await readJson(request))
    return Response.json(recorded, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return errorResponse(error)
  }
}
