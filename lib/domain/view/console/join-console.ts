import type { ConsoleView, OwnConsole, SharedConsole } from './whole-console'
import type { OwnRoom, RoomView } from './room-view'

/** What everybody reads and what is one person's, as one page: the browser does it, so nothing else belongs here. */
export function joinConsole(shared: SharedConsole, own: OwnConsole): ConsoleView {
  const { actions, room, ...rest } = own
  return {
    ...shared,
    ...rest,
    focus: Object.fromEntries(
      Object.entries(shared.focus).map(([key, one]) => [key, { ...one, actions: actions[key] ?? [] }]),
    ),
    room: joinRoom(shared.room, room),
  }
}

export function joinRoom(shared: RoomView, own: OwnRoom): RoomView {
  return {
    ...shared,
    mayAssign: own.mayAssign,
    rows: shared.rows.map((row) => ({ ...row, you: own.yours.includes(row.duty) })),
    poll: shared.poll === null ? null : { ...shared.poll, actions: own.pollActions },
    approvals: shared.approvals.map((card) => ({
      ...card,
      told: card.told.map((told) => ({ ...told, again: own.again[askedKey(card.requestId, told.person)] ?? null })),
    })),
  }
}

/** Who is asked in which request. */
export const askedKey = (requestId: string, person: string) => `${requestId} ${person}`
