import { defineSystem } from '../define-system'
import { addressed } from '../addressed'
import { createIncident } from './create-incident'
import { updateIncident } from './update-incident'
import { StatuspageBinding } from './binding'

export const statuspage = defineSystem({
  kind: 'statuspage',
  binding: StatuspageBinding,
  example: { kind: 'statuspage', page: 'abcdef123456', token: 'file:statuspage-key' },
  target: ({ endpoint, page, token }) => ({ ...addressed(endpoint, `key ${token}`), account: page }),
  actions: { createIncident, updateIncident },
  readings: {},
})
