/** Why a signal ended a call: a caller's own time limit is a deadline, anything else an abort. */
export function stopCode(signal: AbortSignal): 'deadline' | 'aborted' {
  const reason: unknown = signal.reason
  return reason instanceof DOMException && reason.name === 'TimeoutError' ? 'deadline' : 'aborted'
}
