import { liveHub } from './hub'

/** Whether this process reads the journal for its viewers; for the health check. Never waits for longer than a start. */
export async function hubState(): Promise<'readable' | 'unreadable' | 'not started'> {
  try {
    return (await liveHub()).journal()
  } catch {
    return 'not started'
  }
}
