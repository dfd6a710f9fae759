import { ExecutorError } from '@/lib/engine/ports'
import { badReply } from '../fault/http-fault'
import { kubernetesCall, type KubernetesApis, type KubernetesCall } from './client'

/** A node is about 16 kB; this many fit a reply, and a large cluster is a few pages. */
const pageSize = 250
const mostPages = 40

interface Page {
  limit: number
  _continue?: string
}

interface Listed<T> {
  items: T[]
  metadata?: { _continue?: string }
}

/** Every object of a list, page by page under the call's one limit. A list that does not end is no answer. */
export async function allPages<T>(
  call: KubernetesCall,
  list: (apis: KubernetesApis, page: Page) => Promise<Listed<T>>,
): Promise<T[]> {
  const items: T[] = []
  let next: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const from: Page = { limit: pageSize, ...(next === undefined || next === '' ? {} : { _continue: next }) }
    const { value } = await kubernetesCall(call, 'read', (apis) => list(apis, from))
    // What is no list would come out of the SDK as one without items.
    if (!Array.isArray(value.items)) throw badReply('read', null, 'the reply is no list')
    items.push(...value.items)
    next = value.metadata?._continue
    if (next === undefined || next === '') return items
  }
  throw new ExecutorError('unreachable', 'too-many', `a list of more than ${mostPages * pageSize} objects`)
}
