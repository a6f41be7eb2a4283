import { useState } from 'react'
import type { TaskImport } from '../../../api/clickup-types.ts'
import { useList, useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { ListMore } from '../../../kit/list-more.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { useWatch } from '../../../kit/use-watch.ts'
import { ImportCard } from './import-card.tsx'
import { ImportDrawer } from './import-drawer.tsx'
import { ImportTable } from './import-table.tsx'
import { NewImport } from './new-import.tsx'

const WATCH_MS = 1_500

/** Many tasks at once: started, followed, stopped, tried again. */
export function Imports() {
  const [search, change] = useSearchParts()
  const isAdmin = useSession().actor.role === 'admin'
  const [isStarting, setStarting] = useState(false)
  const imports = useList<TaskImport>('clickup-imports', '/api/clickup/imports', {})
  const running = imports.items?.filter(({ status }) => status === 'running') ?? []
  // What somebody has stopped stays in sight: they want to resume it.
  const inSight = imports.items?.filter(({ status }) => status === 'running' || status === 'stopped') ?? []
  useWatch(running.length > 0 ? WATCH_MS : undefined, () => void imports.refetch())
  const opened = search.get('import')
  const begin = isAdmin && (
    <button type="button" className="primary" onClick={() => setStarting(true)}>
      {t('imports.new')}
    </button>
  )
  return (
    <>
      <div className="row between">
        <p className="help grow">{isAdmin ? t('imports.help') : t('imports.adminsOnly')}</p>
        {begin}
      </div>
      {inSight.map((each) => (
        <ImportCard key={each.id} task={each} />
      ))}
      <Loaded query={{ ...imports, data: imports.items }}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t('imports.empty')}>
              <p>{t('imports.emptyHelp')}</p>
            </Empty>
          ) : (
            <ImportTable imports={items} />
          )
        }
      </Loaded>
      <ListMore list={imports} />
      {isStarting && (
        <NewImport onStarted={(id) => change({ import: id })} onClose={() => setStarting(false)} />
      )}
      {opened !== null && (
        <ImportDrawer key={opened} id={opened} onClose={() => change({ import: undefined })} />
      )}
    </>
  )
}
