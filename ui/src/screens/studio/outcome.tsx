import { useCallback, useEffect, useState, type ReactElement } from 'react'
import { useLiveEvent } from '../../api/live.ts'
import { useSession } from '../../api/queries.ts'
import type { OperationDetail } from '../../api/types.ts'
import { formatMs, t } from '../../i18n/index.ts'
import { Empty } from '../../kit/states.tsx'
import { loadable } from '../../kit/loadable.tsx'
import { CallFailure } from './call-failure.tsx'
import { Snippet } from './snippet.tsx'
import type { CallState } from './use-call.ts'

const Answer = loadable(async () => (await import('./answer/answer.tsx')).Answer)

interface OutcomeProps {
  readonly operation: OperationDetail
  readonly state: CallState
  readonly onStop: () => void
}

/** The right pane: nothing yet, on its way, or what came of it. */
export function Outcome({ operation, state, onStop }: OutcomeProps): ReactElement {
  switch (state.kind) {
    case 'idle':
      return (
        <Empty title={t('studio.noAnswer')}>
          <p>{t('studio.noAnswerHelp')}</p>
        </Empty>
      )
    case 'sending':
      return (
        <Sending operation={operation} sinceMs={state.sinceMs} allPages={state.allPages} onStop={onStop} />
      )
    case 'stopped':
      return <Empty title={t('studio.stopped')} />
    case 'failed':
    case 'refused':
      return <CallFailure connector={operation.connector} error={state.error} />
    case 'shown':
      return <Shown request={state.dryRun.request} />
    default:
      return (
        <>
          <Answer answer={state.answer} operation={operation} />
          <Snippet callId={state.answer.callId} />
        </>
      )
  }
}

interface SendingProps {
  readonly operation: OperationDetail
  readonly sinceMs: number
  readonly allPages: boolean
  readonly onStop: () => void
}

/** How far reading all pages is, as the server tells it while it reads. */
function usePagesSoFar({ connector, operationId }: OperationDetail): Progress | undefined {
  const { actor } = useSession()
  const [progress, setProgress] = useState<Progress>()
  useLiveEvent(
    useCallback(
      (kind, data) => {
        const told = data as Progress & Record<'connector' | 'operationId' | 'actorId', string>
        if (kind !== 'run' || told.connector !== connector || told.operationId !== operationId) return
        if (told.actorId === actor.id) setProgress(told)
      },
      [connector, operationId, actor.id],
    ),
  )
  return progress
}

interface Progress {
  readonly pages: number
  readonly items: number
}

function Sending({ operation, sinceMs, allPages, onStop }: SendingProps) {
  const progress = usePagesSoFar(operation)
  const [nowMs, setNowMs] = useState(Date.now())
  // If that fails, showing the answer tries it again and tells.
  useEffect(() => void Answer.preload().catch(() => undefined), [])
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 100)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="stack" aria-busy="true">
      <p role="status">{allPages ? t('studio.readingPages') : t('studio.sending')}</p>
      <progress aria-label={t('studio.sending')} />
      {progress && (
        <p className="row">
          <span>{t('studio.pagesSoFar', { count: progress.pages })}</span>
          <span className="faint">{t('studio.itemsSoFar', { count: progress.items })}</span>
        </p>
      )}
      <p className="faint number">{formatMs(nowMs - sinceMs)}</p>
      <button type="button" onClick={onStop}>
        {t('studio.stop')}
      </button>
    </div>
  )
}

function Shown({ request }: { readonly request: { method: string; url: string; body: unknown } }) {
  return (
    <div className="stack">
      <h2>{t('studio.dryRunTitle')}</h2>
      <p className="faint">{t('studio.dryRunHelp')}</p>
      <pre className="card">
        {request.method} {request.url}
        {request.body === null || request.body === undefined
          ? ''
          : `\n\n${JSON.stringify(request.body, null, 2)}`}
      </pre>
    </div>
  )
}
