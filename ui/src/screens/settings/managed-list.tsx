import { useState, type ReactNode } from 'react'
import { useList } from '../../api/queries.ts'
import { t } from '../../i18n/index.ts'
import { Empty, Loaded } from '../../kit/states.tsx'

interface ManagedListProps<T> {
  /** The first part of the query's key, and where the list is. */
  readonly name: string
  readonly path: string
  readonly help: string
  readonly addText: string
  readonly emptyTitle: string
  readonly table: (items: readonly T[], onDelete: (item: T) => void) => ReactNode
  readonly adding: (onClose: () => void) => ReactNode
  readonly deleting: (item: T, onClose: () => void) => ReactNode
}

/** What administrators add to and take from: a table with the dialogs for both. */
export function ManagedList<T>(props: ManagedListProps<T>) {
  const { name, path, help, addText, emptyTitle, table, adding, deleting } = props
  const list = useList<T>(name, path, {})
  const [isAdding, setAdding] = useState(false)
  const [doomed, setDoomed] = useState<T>()
  return (
    <section className="stack">
      <div className="row between">
        <p className="help grow">{help}</p>
        <button type="button" className="primary" onClick={() => setAdding(true)}>
          {addText}
        </button>
      </div>
      <Loaded query={{ ...list, data: list.items }}>
        {(items) => (items.length === 0 ? <Empty title={emptyTitle} /> : table(items, setDoomed))}
      </Loaded>
      {list.hasNextPage && (
        <button type="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('action.more')}
        </button>
      )}
      {isAdding && adding(() => setAdding(false))}
      {doomed !== undefined && deleting(doomed, () => setDoomed(undefined))}
    </section>
  )
}
