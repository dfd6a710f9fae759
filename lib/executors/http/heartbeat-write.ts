import type { EyesOf } from '../implement'
import type { http } from '@/lib/domain/system/http/system'
import { badReply } from '../fault/http-fault'
import { sourceOf } from './bound-call'
import { instantNow } from '../instant-now'
import { askToWrite } from './ask-to-write'

/** The store's own refusal is an answer; anything else that is not its acceptance is no answer. */
export const heartbeatWrite: EyesOf<typeof http, 'heartbeatWrite'> = {
  async read({ path }, context) {
    const observedAt = instantNow(context)
    const answer = await askToWrite(context, path)
    if (answer.accepted && answer.region === null) throw badReply('read', null, 'the acceptance names no region')
    const fields = answer.accepted
      ? { accepted: true, region: answer.region, sqlstate: '' }
      : { accepted: false, region: '', sqlstate: answer.sqlstate }
    return { observedAt, source: sourceOf(context, path), fields }
  },
}
