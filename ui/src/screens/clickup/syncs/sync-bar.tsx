import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import type { ClickupSettingsView, SyncRun } from '../../../api/clickup-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Failure } from '../../../kit/states.tsx'
import { lastSyncQuery } from '../clickup-queries.ts'
import { SyncButton } from './sync-button.tsx'
import { isBusy, progressText, RunChip, resultOf } from './sync-words.tsx'

interface SyncBarProps {
  readonly settings: ClickupSettingsView
  /** Nothing is here yet: the empty list below has the button. */
  readonly isFirst: boolean
}

/** Which list is kept, how fresh that is, and how a reading that is under way goes. */
export function SyncBar({ settings, isFirst }: SyncBarProps) {
  const { data: run, error, refetch } = useQuery(lastSyncQuery)
  const isRunning = run?.status === 'running'
  useFreshTasks(isRunning)
  return (
    <section className="card sync-bar" aria-label={t('clickup.sync.title')}>
      <div className="row between">
        <div className="grow">
          <PathWords settings={settings} />
          <div className="help">
            {run ? (
              <>
                {t('clickup.sync.last')} <Ago at={run.finishedAt ?? run.createdAt} />
                {' · '}
                <Link href="/clickup/syncs">{t('clickup.tab.syncs')}</Link>
              </>
            ) : (
              t('clickup.sync.never')
            )}
          </div>
        </div>
        {(run || !isFirst) && <SyncButton isFull={false} isBusy={isBusy(run)} />}
      </div>
      {error && <Failure error={error} retry={() => void refetch()} />}
      <div role="status">{run && <RunState run={run} />}</div>
    </section>
  )
}

function RunState({ run }: { readonly run: SyncRun }) {
  if (run.status === 'running')
    return (
      <div className="stack stack-tight">
        <progress aria-label={t('clickup.sync.progress')} />
        <span>{progressText(run)}</span>
      </div>
    )
  return (
    <div className="stack stack-tight">
      <div className="row">
        <RunChip status={run.status} />
        <span>{resultOf(run)}</span>
      </div>
      {run.moreToRead && <p className="help">{t('clickup.sync.more')}</p>}
      {run.errorMessage !== null && (
        <p className={run.status === 'error' ? 'error-text' : 'help'}>{run.errorMessage}</p>
      )}
    </div>
  )
}

function PathWords({ settings }: { readonly settings: ClickupSettingsView }) {
  const { teamName, spaceName, folderName, listName, listId } = settings
  const above = [teamName, spaceName, folderName].filter((name) => name !== null)
  return (
    <div>
      <strong>{listName ?? listId ?? ''}</strong>
      {above.length > 0 && <span className="faint"> · {above.join(' › ')}</span>}
    </div>
  )
}

/** When a reading ends, what is shown of the tasks is not what is stored. */
function useFreshTasks(isRunning: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!isRunning) return undefined
    return () => void queries.invalidateQueries({ queryKey: ['clickup-tasks'] })
  }, [isRunning, queries])
}
