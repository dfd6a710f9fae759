import { expect, it } from 'vitest'
import { momentWhen, stateKinds } from '@/lib/testing/every-state'
import { buildConsoleView } from './console-view'

/** A sentence that begins small reads as if words were lost; a name such as `us-west-2` may begin one. */
const beginsSmall = /(?:^|[.!?] )[a-z]+(?![\w-])/

it.each(stateKinds)('begins no sentence of what is to be done small when %s', (kind) => {
  const { story } = momentWhen(kind)
  for (const person of ['mara-okafor', 'tomas-varga']) {
    const { doNow } = buildConsoleView(story.input(), story.viewer(person))
    const asked = [doNow.primary, ...doNow.others].flatMap((action) => {
      const { hint, warning, subject, suggestions } = action?.ask ?? {}
      return [hint, warning, subject, ...(suggestions ?? [])].filter((words) => typeof words === 'string')
    })
    for (const words of [doNow.headline, doNow.detail, doNow.refusal ?? '', ...asked])
      expect(words).not.toMatch(beginsSmall)
  }
})
