import { pagerduty } from '@/lib/domain/system/pagerduty/system'
import { implement } from '../implement'
import { addNote } from './add-note'
import { resolve } from './resolve'
import { incident } from './incident'
import { pagePerson } from './page-person'

export const pagerdutyExecutors = implement(pagerduty, {
  actions: { addNote, resolve },
  readings: { incident },
  notices: [pagePerson],
})
