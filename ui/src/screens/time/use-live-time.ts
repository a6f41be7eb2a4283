import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { useLiveEvent } from '../../api/live.ts'
import { TIME_KEYS } from './time-queries.ts'

// An event is handled a moment after it has come; and however many come, a long list is read anew this often at most.
const GATHER_MS = 2_500
const KEYS: ReadonlySet<string> = new Set(TIME_KEYS)

/** What is shown of sessions follows the events that come from Clockify. */
export function useLiveTime(): void {
  const queries = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const listener = useCallback(
    (kind: string) => {
      if (kind !== 'webhook') return
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        void queries.invalidateQueries(
          { predicate: ({ queryKey }) => KEYS.has(String(queryKey[0])) },
          { cancelRefetch: false },
        )
      }, GATHER_MS)
    },
    [queries],
  )
  useLiveEvent(listener)
  useEffect(() => () => clearTimeout(timer.current), [])
}
