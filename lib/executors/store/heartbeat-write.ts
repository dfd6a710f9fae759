import { HeartbeatWriteParameters } from '@/lib/domain/action/store/heartbeat-write'
import type { ReadingExecutor } from '@/lib/engine/ports'
import { badReply } from '../fault/http-fault'
import { sourceOf } from '../http/bound-call'
import { instantNow } from '../instant-now'
import { parseParameters } from '../parse-parameters'
import { askToWrite } from './ask-to-write'

/** The store's own refusal is an answer; anything else that is not its acceptance is no answer. */
export const heartbeatWrite: ReadingExecutor = {
  kind: 'store.heartbeatWrite',

  async read(reading, context) {
    const { path } = parseParameters(HeartbeatWriteParameters, reading.parameters)
    const observedAt = instantNow(context)
    const answer = await askToWrite(context, path)
    if (answer.accepted && answer.region === null) throw badReply('read', null, 'the acceptance names no region')
    const fields = answer.accepted
      ? { accepted: true, region: answer.region, sqlstate: '' }
      : { accepted: false, region: '', sqlstate: answer.sqlstate }
    return { id: reading.id, observedAt, source: sourceOf(context, path), fields }
  },
}
