import { defineSystem } from '../define-system'
import { addressed } from '../addressed'
import { addNote } from './add-note'
import { resolve } from './resolve'
import { incident } from './incident'
import { PagerdutyBinding } from './binding'

export const pagerduty = defineSystem({
  kind: 'pagerduty',
  binding: PagerdutyBinding,
  example: { kind: 'pagerduty', from: 'dr@example.com', token: 'file:pagerduty-token' },
  target: ({ endpoint, from }) => addressed(endpoint, from),
  actions: { addNote, resolve },
  readings: { incident },
})
