import { consoleItself } from '@/lib/domain/system/console/system'
import { implement } from '../implement'
import { scheduleFailback } from './schedule-failback'
import { manual } from './manual'

export const consoleExecutors = implement(consoleItself, {
  actions: { scheduleFailback, manual },
  readings: {},
})
