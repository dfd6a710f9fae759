import { type Box, boxMoved, type HoldEnd, type Point, slidOff } from './hold-rules'

/** What holds: one finger, pen or mouse, or one key. */
export type Hand = { kind: 'pointer'; id: number; at: Point } | { kind: 'key'; key: string }

export interface HoldWatcher {
  /** The hand let go; `at` is the event's own time, in milliseconds of the page. */
  onRelease: (at: number) => void
  onEnd: (why: HoldEnd) => void
}

/**
 * Watches everything by which people take a press back, and everything that may have put another button under the
 * finger. The listeners are on the window and capture: what the page does with an event cannot hide it.
 */
export function watchHold(button: HTMLElement, hand: Hand, { onRelease, onEnd }: HoldWatcher): () => void {
  const ended = new AbortController()
  const options = { capture: true, signal: ended.signal }
  const from: Box = button.getBoundingClientRect()
  let at = hand.kind === 'pointer' ? hand.at : null
  let frame = 0

  const mine = (event: PointerEvent) => hand.kind === 'pointer' && event.pointerId === hand.id
  const look = () => {
    const box = button.getBoundingClientRect()
    if (boxMoved(from, box)) return onEnd('page-moved')
    if (at !== null && slidOff(at, box)) return onEnd('slid-off')
    frame = requestAnimationFrame(look)
  }
  frame = requestAnimationFrame(look)

  addEventListener('pointermove', (event) => mine(event) && follow(event), options)
  addEventListener('pointerup', (event) => mine(event) && onRelease(event.timeStamp), options)
  addEventListener('pointercancel', (event) => mine(event) && onEnd('interrupted'), options)
  addEventListener('pointerdown', () => onEnd('second-press'), options)
  addEventListener('contextmenu', (event) => (event.preventDefault(), onEnd('menu')), options)
  addEventListener('wheel', () => onEnd('page-moved'), options)
  addEventListener('scroll', (event) => holds(event.target, button) && onEnd('page-moved'), options)
  addEventListener('blur', (event) => isHere(event.target, button) && onEnd('lost-focus'), options)
  addEventListener('pagehide', () => onEnd('lost-focus'), options)
  document.addEventListener('visibilitychange', () => onEnd('lost-focus'), options)
  addEventListener(
    'keydown',
    (event) => {
      if (hand.kind === 'key' && event.key === hand.key) return event.preventDefault()
      onEnd('second-press')
    },
    options,
  )
  addEventListener(
    'keyup',
    (event) => {
      if (hand.kind !== 'key' || event.key !== hand.key) return
      // A browser presses a button when the space bar comes up.
      event.preventDefault()
      onRelease(event.timeStamp)
    },
    options,
  )

  function follow(event: PointerEvent): void {
    at = { x: event.clientX, y: event.clientY }
    // A second mouse button is no event of its own while the first is down.
    if (event.pointerType === 'mouse' && event.buttons !== 1) return onEnd('second-press')
    const box = button.getBoundingClientRect()
    // A frame brings one event for several moves: off and back within it is off.
    const way = [event, ...event.getCoalescedEvents()]
    if (way.some(({ clientX: x, clientY: y }) => slidOff({ x, y }, box))) onEnd('slid-off')
  }

  return () => {
    ended.abort()
    cancelAnimationFrame(frame)
  }
}

/** Another pane that scrolls by itself moves nothing under the finger. */
function holds(scrolled: EventTarget | null, button: HTMLElement): boolean {
  return scrolled instanceof Node && scrolled.contains(button)
}

function isHere(target: EventTarget | null, button: HTMLElement): boolean {
  return target === window || target === button
}
