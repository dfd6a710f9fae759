import type { LabEnvironment } from '../environment'

/** What the control API needs beyond the lab itself. */
export interface ControlPorts {
  environment(): LabEnvironment
  reset(): Promise<void>
  vantage(): Record<string, object>
}
