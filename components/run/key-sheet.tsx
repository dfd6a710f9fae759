'use client'

import { Dialog } from '@/components/ui/dialog'
import { KeyList } from './key-list'

export function KeySheet({
  open,
  onClose,
  single,
  onSingle,
}: {
  open: boolean
  onClose: () => void
  single: boolean
  onSingle: (on: boolean) => void
}) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys">
      <KeyList />
      <label className="mt-4 flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          checked={single}
          onChange={(event) => onSingle(event.target.checked)}
          className="size-5"
        />
        Single letters act. Turn off when you dictate.
      </label>
    </Dialog>
  )
}
