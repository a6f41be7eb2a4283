import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { api, Problem } from '../../api/client.ts'
import { useSession } from '../../api/queries.ts'
import type { Replay as Outcome, Session } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Failure } from '../../kit/states.tsx'

/** Hands an event to its subscribers again; first it is said to whom. */
export function Replay({ id }: { readonly id: string }) {
  const queries = useQueryClient()
  const refusal = refusalFor(useSession())
  const helpId = useId()
  const ask = (dryRun: boolean): Promise<Outcome> =>
    api(`/api/webhook-events/${encodeURIComponent(id)}/replay`, { method: 'POST', body: { dryRun } })
  const trial = useMutation({ mutationFn: () => ask(true) })
  const replay = useMutation({
    mutationFn: () => ask(false),
    onSuccess: () => {
      trial.reset()
      return queries.invalidateQueries({ queryKey: ['webhook-events'] })
    },
  })
  const error = trial.error ?? replay.error
  const result = replay.data
  return (
    <section className="stack" aria-label={t('webhooks.replay.title')}>
      <h3>{t('webhooks.replay.title')}</h3>
      {trial.data ? (
        <Trial
          outcome={trial.data}
          isBusy={replay.isPending}
          run={() => replay.mutate()}
          cancel={() => trial.reset()}
        />
      ) : (
        <div className="row">
          <button
            type="button"
            disabled={refusal !== undefined || trial.isPending}
            aria-describedby={helpId}
            onClick={() => {
              replay.reset()
              trial.mutate()
            }}
          >
            {t('webhooks.replay.try')}
          </button>
          <span id={helpId} className="help">
            {refusal ?? t('webhooks.replay.help')}
          </span>
        </div>
      )}
      <div role="status">{result && <p className="notice">{doneText(result.subscriptions.length)}</p>}</div>
      {error && <Failure error={inWords(error)} />}
    </section>
  )
}

interface TrialProps {
  readonly outcome: Outcome
  readonly isBusy: boolean
  readonly run: () => void
  readonly cancel: () => void
}

function Trial({ outcome: { subscriptions }, isBusy, run, cancel }: TrialProps) {
  return (
    <div className="notice" role="status">
      {subscriptions.length === 0 ? (
        <p>{t('webhooks.replay.nobody')}</p>
      ) : (
        <>
          <p>{t('webhooks.replay.would', { count: subscriptions.length })}</p>
          <ul>
            {subscriptions.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="row">
        <button type="button" className="primary" disabled={isBusy} onClick={run} autoFocus>
          {t('webhooks.replay.do')}
        </button>
        <button type="button" onClick={cancel}>
          {t('action.cancel')}
        </button>
      </div>
    </div>
  )
}

/** Why it cannot be asked for here; what the server would refuse is not offered. */
function refusalFor({ actor, addon }: Session): string | undefined {
  if (actor.role !== 'admin') return t('webhooks.replay.adminsOnly')
  if (addon?.status === 'INACTIVE') return t('webhooks.replay.inactive')
  return undefined
}

function doneText(count: number): string {
  return count === 0 ? t('webhooks.replay.doneNobody') : t('webhooks.replay.done', { count })
}

function inWords(error: Error): Error {
  if (!(error instanceof Problem)) return error
  if (error.status === 409) return new Error(t('webhooks.replay.inactive'))
  if (error.status === 404) return new Error(t('webhooks.event.gone'))
  return error
}
