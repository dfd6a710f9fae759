import { defineSystem } from '../define-system'
import { addressed } from '../addressed'
import { scheduleFailback } from './schedule-failback'
import { manual } from './manual'
import { ConsoleBinding } from './binding'

export const consoleItself = defineSystem({
  kind: 'console',
  binding: ConsoleBinding,
  example: { kind: 'console' },
  target: () => addressed('the console itself', null),
  actions: { scheduleFailback, manual },
  readings: {},
})
