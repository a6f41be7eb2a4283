import { useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import type { TimeSession } from '../../../api/time-types.ts'
import { useSearchParts } from '../../../kit/search-parts.ts'

interface QueueActions {
  readonly approve: (session: TimeSession) => void
  readonly reject: (session: TimeSession) => unknown
  readonly help: () => void
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/** Which session is the current one (the address says it), and what keys do with it. */
export function useQueueKeys(sessions: readonly TimeSession[], actions: QueueActions) {
  const [search, change] = useSearchParts()
  const list = useRef<HTMLOListElement>(null)
  const wanted = useRef<string>(undefined)
  const named = search.get('at')
  const place = Math.max(
    0,
    sessions.findIndex(({ id }) => id === named),
  )
  const current = sessions[place]
  const setCurrent = (id: string | undefined): void => {
    if (id !== named) change({ at: id }, { replace: true })
  }
  const focus = (id: string): void => {
    list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"]`)?.focus()
  }
  useFirstFocus(current?.id, focus)
  useLayoutEffect(() => {
    if (wanted.current === undefined) return
    focus(wanted.current)
    wanted.current = undefined
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    if (current === undefined || isForOthers(event)) return
    const step = STEPS[event.key]
    const next = step === undefined ? undefined : sessions[place + step]
    if (step !== undefined) event.preventDefault()
    if (next) focus(next.id)
    const run = { a: () => actions.approve(current), r: () => actions.reject(current), '?': actions.help }[
      event.key
    ]
    if (!run) return
    event.preventDefault()
    run()
  }

  /** One goes out of the list: its neighbour takes its place and the focus. */
  const leave = (id: string): void => {
    const at = sessions.findIndex((session) => session.id === id)
    const next = sessions[at + 1] ?? sessions[at - 1]
    if (id !== current?.id) return
    setCurrent(next?.id)
    wanted.current = next?.id
  }
  return { list, current: current?.id, setCurrent, focus, leave, onKeyDown }
}

/** Letters belong to a field in which somebody writes; with Ctrl and the like they belong to the browser. */
function isForOthers({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (
    ctrlKey || metaKey || altKey || (target instanceof Element && target.matches('input, textarea, select'))
  )
}

/** Whoever comes to the queue can decide at once, unless the focus is somewhere already. */
function useFirstFocus(id: string | undefined, focus: (id: string) => void): void {
  const isDone = useRef(false)
  useLayoutEffect(() => {
    if (isDone.current || id === undefined) return
    isDone.current = true
    const { activeElement } = document
    const isFree = activeElement === document.body || activeElement?.matches('h1, main, .tab')
    if (isFree) focus(id)
  })
}
