import { describe, expect, it } from 'vitest'
import * as night from '@/lib/testing/region-failure'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { buildConsoleView } from '../console-view'

const seen = (story: IncidentStory, person: string) => buildConsoleView(story.input(), story.viewer(person)).doNow
const mara = 'mara-okafor'
const tomas = 'tomas-varga'

describe('do now, for the commander', () => {
  it('prints', () => {
    for (const [name, make] of Object.entries(night)) {
      if (name === 'readable' || name === 'request') continue
      const story = (make as () => IncidentStory)()
      for (const who of [mara, tomas]) {
        const v = seen(story, who)
        console.log(
          name,
          who,
          '|',
          v.headline,
          '|',
          v.detail,
          '|',
          v.primary?.label,
          v.link?.label,
          v.refusal,
          v.others.map((o) => o.label).join(' / '),
        )
      }
    }
    expect(1).toBe(1)
  })
})
