import { useCallback, useLayoutEffect, useRef } from 'react'
import { withItem } from './json.ts'
import { useLatest } from './use-latest.ts'

type Rearrange = <T>(list: readonly T[]) => readonly T[]

/** The items of a list with keys that move with them, so that each keeps what is open in it and what was typed. */
export function useItems(items: readonly unknown[], change: (next: unknown) => void) {
  const latest = useLatest(items)
  const keys = useRef<readonly number[]>([])
  const lastKey = useRef(0)
  if (keys.current.length !== items.length)
    keys.current = items.map((_, index) => keys.current[index] ?? (lastKey.current += 1))

  const set = useCallback(
    (next: readonly unknown[]) => {
      latest.current = next
      change(next)
    },
    [change, latest],
  )
  const setItem = useCallback(
    (index: string | number, next: unknown) => set(withItem(latest.current, Number(index), next)),
    [set, latest],
  )
  return {
    keys: keys.current,
    setItem,
    append: (item: unknown) => set([...latest.current, item]),
    rearrange: (to: Rearrange) => {
      keys.current = to(keys.current)
      set(to(latest.current))
    },
    focusOn: useFocusAfter(),
  }
}

/** Focuses an element by its id once it is drawn; a row that moves loses the focus on the way. */
function useFocusAfter(): (id: string) => void {
  const wanted = useRef<string>(undefined)
  useLayoutEffect(() => {
    if (wanted.current === undefined) return
    document.getElementById(wanted.current)?.focus()
    wanted.current = undefined
  })
  return useCallback((id: string) => {
    wanted.current = id
  }, [])
}
