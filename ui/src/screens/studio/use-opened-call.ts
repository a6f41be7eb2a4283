import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useSearchParams } from 'wouter'
import { api } from '../../api/client.ts'
import type { CallAnswer, CallDetail, CallInput, OperationLine, SavedCall } from '../../api/types.ts'
import { draftKey, setDraft } from './drafts.ts'

/** What the address names: a call of the history is shown with its answer, a saved one fills the form. */
export function useOpenedCall(operation: OperationLine, show: (answer: CallAnswer) => void): void {
  const [search] = useSearchParams()
  const callId = search.get('call')
  const savedId = search.get('saved')
  const key = draftKey(operation)
  const past = useQuery({
    queryKey: ['call', callId],
    queryFn: () => api<CallDetail>(`/api/calls/${encodeURIComponent(callId ?? '')}`),
    enabled: callId !== null,
  })
  const saved = useQuery({
    queryKey: ['saved-call', savedId],
    queryFn: () => api<SavedCall>(`/api/saved-calls/${encodeURIComponent(savedId ?? '')}`),
    enabled: savedId !== null,
  })
  useEffect(() => {
    if (past.data === undefined) return
    setDraft(key, inputOf(past.data))
    const answer = answerOf(past.data)
    if (answer) show(answer)
  }, [past.data, key, show])
  useEffect(() => {
    if (saved.data) setDraft(key, saved.data.input)
  }, [saved.data, key])
}

/** The history holds every part; what was not given is null or empty there. */
function inputOf({ input: { path, query, headers, body } }: CallDetail): CallInput {
  const parts = Object.entries({ path, query, headers }).filter(
    ([, values]) => Object.keys(values ?? {}).length > 0,
  )
  return { ...Object.fromEntries(parts), ...(body === null || body === undefined ? {} : { body }) }
}

function answerOf(call: CallDetail): CallAnswer | undefined {
  if (call.response === null || call.status === null) return undefined
  return {
    callId: call.id,
    request: call.request,
    status: call.status,
    headers: call.response.headers,
    body: call.response.body,
    bodyText: null,
    inexact: false,
    durationMs: call.durationMs,
    attempts: call.attempts,
    violations: call.violations,
    pages: call.pages,
    truncated: call.response.truncated,
  }
}
