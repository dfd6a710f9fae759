import { abortAsker } from '@/lib/auth/asker'
import { abortingPerson } from '@/lib/auth/current-person'
import { pressHeader } from '@/lib/domain/view/answer'
import { abortRun } from '@/lib/services/abort-run'
import { errorResponse } from './refusal-response'
import { readJson, requireSameOrigin } from './same-origin'
import { signedIn } from './signed-in'

/** POST /api/abort: no server action, so that it never queues behind one. 200 answers only after the journal has it. */
export async function handleAbort(request: Request): Promise<Response> {
  try {
    requireSameOrigin(request.headers)
    const input = await readJson(request)
    const recorded = await abortRun(
      abortAsker(signedIn(await abortingPerson())),
      input as never,
      request.headers.get(pressHeader),
    )
    return Response.json(recorded, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return errorResponse(error)
  }
}
