import { statuspage } from '@/lib/domain/system/statuspage/system'
import { implement } from '../implement'
import { createIncident } from './create-incident'
import { updateIncident } from './update-incident'

export const statuspageExecutors = implement(statuspage, {
  actions: { createIncident, updateIncident },
  readings: {},
})
