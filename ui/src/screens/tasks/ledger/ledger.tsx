import { useState } from 'react'
import type { LedgerEntry } from '../../../api/upsert-types.ts'
import { useList } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { ListMore } from '../../../kit/list-more.tsx'
import { loadable } from '../../../kit/loadable.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Loaded } from '../../../kit/states.tsx'
import { useWatch } from '../../../kit/use-watch.ts'
import { WATCH_MS } from '../tasks-queries.ts'
import { EntryTable } from './entry-table.tsx'
import { isMoving } from './entry-state.ts'
import { FilterBar } from './filter-bar.tsx'
import { filterIn, isFiltered } from './filter.ts'
import { HowToPush } from './how-to-push.tsx'
import { NoEntries } from './no-entries.tsx'

const PAGE_SIZE = '50'
const EntryDrawer = loadable(async () => (await import('./entry-drawer.tsx')).EntryDrawer)

/** What other programs have pushed, and what became of it. */
export function Ledger() {
  const [search, change] = useSearchParts()
  const filter = filterIn(search)
  const entries = useList<LedgerEntry>('task-upserts', '/api/tasks/upserts', { ...filter, limit: PAGE_SIZE })
  useWatch(entries.items?.some(isMoving) ? WATCH_MS : undefined, () => void entries.refetch())
  const isEmpty = entries.items?.length === 0 && !isFiltered(filter)
  const opened = search.get('entry')
  return (
    <>
      {!isEmpty && (
        <FilterBar filter={filter} onChange={(parts) => change(parts, { replace: true })}>
          <HowButton />
        </FilterBar>
      )}
      <Loaded query={{ ...entries, data: entries.items }} rows={10}>
        {(items) =>
          items.length === 0 ? (
            <NoEntries isFiltered={isFiltered(filter)} />
          ) : (
            <div className="card card-table-box" aria-busy={entries.isPlaceholderData}>
              <EntryTable entries={items} isComplete={!entries.hasNextPage} />
            </div>
          )
        }
      </Loaded>
      <ListMore list={entries} />
      {opened !== null && (
        <EntryDrawer key={opened} id={opened} onClose={() => change({ entry: undefined })} />
      )}
    </>
  )
}

function HowButton() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t('upserts.how.ask')}
      </button>
      {isOpen && (
        <Dialog title={t('upserts.how.title')} onClose={() => setOpen(false)}>
          <HowToPush />
        </Dialog>
      )}
    </>
  )
}
