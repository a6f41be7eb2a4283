import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useLocation } from 'wouter'
import type { OperationLine } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { MethodBadge } from '../../kit/chip.tsx'
import { Empty } from '../../kit/states.tsx'
import { Filters, type Chosen } from './operation-filters.tsx'
import { pathOf } from './operation-path.ts'
import { QuickActions } from './quick-actions.tsx'
import { groupOperations, indexOperations, searchOperations, type ListRow } from './search-operations.ts'

const ROW_PX = 44
const HEAD_PX = 30

interface OperationListProps {
  readonly operations: readonly OperationLine[]
  readonly selected: OperationLine | undefined
}

/** All operations, found by words and filters; arrow keys and Enter work from the search box. */
export function OperationList({ operations, selected }: OperationListProps) {
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<Chosen>({})
  const [active, setActive] = useState(0)
  const listId = useId()
  const rows = useFoundRows(operations, search, filter)
  const found = useMemo(
    () => rows.flatMap((row) => (row.kind === 'operation' ? [row.operation] : [])),
    [rows],
  )

  function look(next: { readonly search?: string; readonly filter?: Chosen }): void {
    setSearch(next.search ?? search)
    setFilter(next.filter ?? filter)
    setActive(0)
  }

  return (
    <div className="op-list">
      <div className="op-search stack stack-tight">
        <SearchBox
          search={search}
          onSearch={(next) => look({ search: next })}
          found={found}
          active={active}
          onActive={setActive}
          listId={listId}
        />
        <Filters operations={operations} filter={filter} onChange={(next) => look({ filter: next })} />
        <p className="help" role="status">
          {t('studio.found', { count: found.length })}
        </p>
        {search === '' && !filter.method && !filter.tag && (
          <QuickActions operations={operations} connector={filter.connector ?? 'clockify'} />
        )}
      </div>
      {found.length === 0 ? (
        <Empty title={t('studio.nothingFound')}>
          <button type="button" onClick={() => look({ search: '', filter: {} })}>
            {t('studio.clearSearch')}
          </button>
        </Empty>
      ) : (
        <Rows rows={rows} listId={listId} active={active} selected={selected} />
      )}
    </div>
  )
}

function useFoundRows(
  operations: readonly OperationLine[],
  search: string,
  filter: Chosen,
): readonly ListRow[] {
  const index = useMemo(() => indexOperations(operations), [operations])
  return useMemo(
    () => groupOperations(searchOperations(index, { search, ...filter })),
    [index, search, filter],
  )
}

interface SearchBoxProps {
  readonly search: string
  readonly onSearch: (next: string) => void
  readonly found: readonly OperationLine[]
  readonly active: number
  readonly onActive: (next: number) => void
  readonly listId: string
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

function SearchBox({ search, onSearch, found, active, onActive, listId }: SearchBoxProps) {
  const [, navigate] = useLocation()
  const inputRef = useSlashKey()

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key]
    const operation = found[active]
    if (step !== undefined) {
      event.preventDefault()
      onActive(Math.max(0, Math.min(found.length - 1, active + step)))
    } else if (event.key === 'Enter' && operation) navigate(pathOf(operation))
    else if (event.key === 'Escape') onSearch('')
  }

  return (
    <input
      ref={inputRef}
      type="search"
      role="combobox"
      aria-expanded={found.length > 0}
      aria-controls={found.length > 0 ? listId : undefined}
      aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
      aria-label={t('studio.search')}
      placeholder={t('studio.searchHint')}
      value={search}
      onKeyDown={onKeyDown}
      onChange={(event) => onSearch(event.target.value)}
    />
  )
}

interface RowsProps {
  readonly rows: readonly ListRow[]
  readonly listId: string
  readonly active: number
  readonly selected: OperationLine | undefined
}

function Rows({ rows, listId, active, selected }: RowsProps) {
  const scrollRef = useRef<HTMLDivElement>(null)
  const virtual = useRowWindow(scrollRef, { rows, active, selected })
  return (
    <div
      ref={scrollRef}
      className="op-rows"
      role="listbox"
      id={listId}
      aria-label={t('studio.operations')}
      tabIndex={-1}
    >
      <div style={{ height: virtual.getTotalSize() }} className="op-rows-inner" role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          const place = { transform: `translateY(${item.start}px)`, height: item.size }
          if (row === undefined) return null
          if (row.kind === 'group')
            return (
              <div key={item.key} className="op-head" style={place} role="presentation">
                <span className="truncate">{row.label}</span>
                <span className="faint">{row.count}</span>
              </div>
            )
          return (
            <div key={item.key} className="op-place" style={place} role="presentation">
              <OperationRow
                id={`${listId}-${row.position}`}
                operation={row.operation}
                isActive={row.position === active}
                isSelected={isSame(row.operation, selected)}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The rows in view; it follows the active one, and the opened one when another is opened. */
function useRowWindow(
  scrollRef: RefObject<HTMLDivElement | null>,
  { rows, active, selected }: Pick<RowsProps, 'rows' | 'active' | 'selected'>,
) {
  const indexOf = (is: (row: Extract<ListRow, { kind: 'operation' }>) => boolean): number =>
    rows.findIndex((row) => row.kind === 'operation' && is(row))
  const activeIndex = indexOf(({ position }) => position === active)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (row) => (rows[row]?.kind === 'group' ? HEAD_PX : ROW_PX),
    overscan: 6,
    // The search box points at the active one, so it is always there.
    rangeExtractor: (range) =>
      [...new Set([...(activeIndex < 0 ? [] : [activeIndex]), ...defaultRangeExtractor(range)])].sort(
        (a, b) => a - b,
      ),
  })
  useEffect(() => {
    virtual.measure()
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex)
  }, [virtual, rows, activeIndex])
  const selectedIndex = indexOf(({ operation }) => isSame(operation, selected))
  const wasSelected = useRef<OperationLine>(undefined)
  useEffect(() => {
    // When another one is opened, not when the search moves it.
    if (wasSelected.current !== selected && selectedIndex >= 0) virtual.scrollToIndex(selectedIndex)
    wasSelected.current = selected
  }, [virtual, selected, selectedIndex])
  return virtual
}

function isSame(one: OperationLine, other: OperationLine | undefined): boolean {
  return one.operationId === other?.operationId && one.connector === other.connector
}

interface OperationRowProps {
  readonly id: string
  readonly operation: OperationLine
  readonly isActive: boolean
  readonly isSelected: boolean
}

function OperationRow({ id, operation, isActive, isSelected }: OperationRowProps) {
  const [, navigate] = useLocation()
  return (
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      className={isActive ? 'op-row op-active' : 'op-row'}
      onClick={() => navigate(pathOf(operation))}
    >
      <MethodBadge method={operation.method} />
      <span className="op-words">
        <span className="truncate">
          {operation.summary}
          {operation.deprecated && <span className="faint"> ({t('studio.deprecated')})</span>}
        </span>
        <span className="truncate mono faint">{operation.path}</span>
      </span>
    </div>
  )
}

/** `/` anywhere outside a field goes to the search box. */
function useSlashKey() {
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent): void => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || isTyping) return
      event.preventDefault()
      ref.current?.focus()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
  return ref
}
