import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Problem, send, type Violation } from '../../api/client.ts'
import type { CallAnswer, CallInput, DryRun, OperationLine } from '../../api/types.ts'
import { parseAnswer } from './parse-answer.ts'

export type CallState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly sinceMs: number; readonly allPages: boolean }
  | { readonly kind: 'answered'; readonly answer: CallAnswer }
  | { readonly kind: 'shown'; readonly dryRun: DryRun }
  | { readonly kind: 'refused'; readonly violations: readonly Violation[]; readonly error: Problem }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'stopped' }

const IDLE: CallState = { kind: 'idle' }

interface Sending extends CallInput {
  readonly dryRun?: boolean
}

/** One call at a time of one operation; another operation begins idle. */
export function useCall(operation: OperationLine) {
  const queries = useQueryClient()
  const [state, setState] = useState<CallState>(IDLE)
  const running = useRef<AbortController>(undefined)
  const { connector, operationId } = operation

  const start = useCallback(
    async (input: Sending): Promise<void> => {
      running.current?.abort()
      const mine = new AbortController()
      running.current = mine
      setState({ kind: 'sending', sinceMs: Date.now(), allPages: input.allPages === true })
      const next = await outcomeOf({ connector, operationId, ...input }, mine.signal)
      if (running.current === mine) setState(next)
      void queries.invalidateQueries({ queryKey: ['calls'] })
    },
    [connector, operationId, queries],
  )
  const stop = useCallback(() => running.current?.abort(), [])
  const show = useCallback((answer: CallAnswer) => setState({ kind: 'answered', answer }), [])

  useEffect(() => () => running.current?.abort(), [])
  return { state, start, stop, show }
}

async function outcomeOf(body: unknown, signal: AbortSignal): Promise<CallState> {
  try {
    const answer = await parseAnswer(await send('/api/calls', { method: 'POST', body, signal }))
    return 'dryRun' in answer ? { kind: 'shown', dryRun: answer } : { kind: 'answered', answer }
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' }
    if (error instanceof Problem && error.body.violations && error.body.violations.length > 0)
      return { kind: 'refused', violations: error.body.violations, error }
    return { kind: 'failed', error }
  }
}
