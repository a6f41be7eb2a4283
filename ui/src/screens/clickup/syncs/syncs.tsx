import { useQuery } from '@tanstack/react-query'
import type { SyncRun } from '../../../api/clickup-types.ts'
import { useList } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { ListMore } from '../../../kit/list-more.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { useWatch } from '../../../kit/use-watch.ts'
import { settingsQuery } from '../clickup-queries.ts'
import { SyncButton } from './sync-button.tsx'
import { SyncTable } from './sync-table.tsx'
import { isBusy } from './sync-words.tsx'

const WATCH_MS = 1_500

/** Each reading of a list, and what came of it. */
export function Syncs() {
  const settings = useQuery(settingsQuery)
  const runs = useList<SyncRun>('clickup-syncs', '/api/clickup/sync-runs', {})
  const isRunning = runs.items?.some(({ status }) => status === 'running') ?? false
  useWatch(isRunning ? WATCH_MS : undefined, () => void runs.refetch())
  const isTaken = runs.items?.some(isBusy) ?? false
  const hasList = settings.data !== undefined && settings.data.listId !== null
  return (
    <>
      <div className="row between">
        <p className="help grow">{t('clickup.syncs.help')}</p>
        {hasList && (
          <div className="row">
            <SyncButton isFull isBusy={isTaken} />
            <SyncButton isFull={false} isBusy={isTaken} />
          </div>
        )}
      </div>
      <Loaded query={{ ...runs, data: runs.items }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('clickup.syncs.empty')}>
              <p>{t('clickup.syncs.emptyHelp')}</p>
            </Empty>
          ) : (
            <SyncTable runs={items} />
          )
        }
      </Loaded>
      <ListMore list={runs} />
    </>
  )
}
