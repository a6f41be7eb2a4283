import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, Problem } from '../../api/client.ts'
import { useSession } from '../../api/queries.ts'
import type { BootstrapView, Session } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { Failure } from '../../kit/states.tsx'
import { isUnderWay } from './progress.ts'

const START = '/api/bootstrap'
const CANCEL = '/api/bootstrap/cancel'

// What is asked before it is done.
const QUESTIONS = {
  again: {
    path: START,
    title: 'dashboard.again.title',
    text: 'dashboard.again.text',
    action: 'dashboard.again.do',
  },
  cancel: {
    path: CANCEL,
    title: 'dashboard.cancel.title',
    text: 'dashboard.cancel.text',
    action: 'dashboard.cancel.do',
  },
} as const

export function BootstrapActions({ run }: Pick<BootstrapView, 'run'>) {
  const queries = useQueryClient()
  const [asked, setAsked] = useState<keyof typeof QUESTIONS>()
  const reasonId = useId()
  const isLive = isUnderWay(run)
  const reason = refusalFor(useSession(), isLive)
  const act = async (path: string): Promise<void> => {
    try {
      await api(path, { method: 'POST' })
    } catch (error) {
      throw inWords(error, path)
    } finally {
      await queries.invalidateQueries({ queryKey: ['bootstrap'] })
    }
  }
  const start = useMutation({ mutationFn: () => act(START) })
  const begin = (): void => {
    if (isLive) setAsked('cancel')
    else if (run?.status === 'completed') setAsked('again')
    else start.mutate()
  }
  const question = asked && QUESTIONS[asked]
  return (
    <>
      <div className="row">
        <button
          type="button"
          className={buttonClass(run, isLive)}
          disabled={reason !== undefined || start.isPending}
          aria-describedby={reason === undefined ? undefined : reasonId}
          onClick={begin}
        >
          {startText(run, isLive)}
        </button>
        {reason !== undefined && (
          <span id={reasonId} className="help">
            {reason}
          </span>
        )}
      </div>
      {start.error && <Failure error={start.error} />}
      {question && (
        <Confirm
          title={t(question.title)}
          action={t(question.action)}
          run={() => act(question.path)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t(question.text)}</p>
        </Confirm>
      )}
    </>
  )
}

function buttonClass(run: BootstrapView['run'], isLive: boolean): string | undefined {
  if (isLive) return 'danger'
  return run?.status === 'completed' ? undefined : 'primary'
}

function startText(run: BootstrapView['run'], isLive: boolean): string {
  if (isLive) return t('dashboard.cancel.ask')
  if (run === null) return t('dashboard.start')
  return run.status === 'completed' ? t('dashboard.again.ask') : t('dashboard.again')
}

/** Why it cannot be asked for; what the server would refuse is not offered. */
function refusalFor({ actor, addon }: Session, isLive: boolean): string | undefined {
  if (actor.role !== 'admin') return t('dashboard.start.adminsOnly')
  if (isLive) return undefined
  if (addon === null) return t('dashboard.start.noAddon')
  return addon.status === 'ACTIVE' ? undefined : t('dashboard.start.inactive')
}

/** A conflict: somebody else, or the run itself, was faster. */
function inWords(error: unknown, path: string): unknown {
  if (!(error instanceof Problem) || error.status !== 409) return error
  return new Error(path === CANCEL ? t('dashboard.cancel.conflict') : t('dashboard.start.conflict'))
}
