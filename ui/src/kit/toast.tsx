import { useSyncExternalStore } from 'react'
import { toastInHost, type ToastType } from '../host/bridge.ts'

interface Toast {
  readonly id: number
  readonly type: ToastType
  readonly message: string
}

const SHOWN_MS = 6_000
let toasts: readonly Toast[] = []
let lastId = 0
const watchers = new Set<() => void>()

/** In Clockify's own corner when we are inside it, in ours otherwise. */
export function toast(type: ToastType, message: string): void {
  if (toastInHost(type, message)) return
  const shown = { id: ++lastId, type, message }
  change([...toasts, shown])
  setTimeout(() => change(toasts.filter(({ id }) => id !== shown.id)), SHOWN_MS)
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const changed of watchers) changed()
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => toasts,
  )
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, type, message }) => (
        <p key={id} className={`toast toast-${type}`}>
          {message}
        </p>
      ))}
    </div>
  )
}
