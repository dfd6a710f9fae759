import type { Ask } from '@/lib/domain/view/asks'

/** unsupported: the browser has none, or not for pages like this. */
export type NotificationLeave = 'granted' | 'denied' | 'not-asked' | 'unsupported'

const leave: Readonly<Record<NotificationPermission, NotificationLeave>> = {
  granted: 'granted',
  denied: 'denied',
  default: 'not-asked',
}

export function notificationLeave(): NotificationLeave {
  return typeof Notification === 'undefined' ? 'unsupported' : leave[Notification.permission]
}

/** Asks the person through the browser. Only a press may lead here. */
export async function askNotificationLeave(): Promise<NotificationLeave> {
  if (typeof Notification === 'undefined') return 'unsupported'
  return leave[await Notification.requestPermission()]
}

/** Shows what asks; pressed, it brings the tab to the front and leads to where it is answered. */
export function notify({ key, title, detail, href }: Ask, go: (href: string) => void): boolean {
  if (notificationLeave() !== 'granted') return false
  try {
    const shown = new Notification(title, { body: detail, tag: key, requireInteraction: true })
    shown.onclick = () => {
      window.focus()
      go(href)
      shown.close()
    }
    return true
  } catch {
    // Chrome on Android has the name and refuses the act.
    return false
  }
}
