import { Icon } from '../../../../kit/icon.tsx'
import {
  briefOf,
  isContainer,
  isList,
  namesOf,
  previewOf,
  scalarText,
  sizeOf,
  type Container,
  type Key,
} from '../json.ts'
import type { OpenRows } from './open-rows.ts'

const SHOWN_CHARS = 300
const STEP_PX = 16
const MAX_STEPS = 20

interface TreeRowProps {
  readonly id: string
  readonly rows: OpenRows
  readonly row: number
  readonly topPx: number
  readonly isActive: boolean
  /** To be marked in it. */
  readonly wanted: string
  readonly onChoose: (row: number) => void
  readonly onToggle: (row: number) => void
}

export function TreeRow({ id, rows, row, topPx, isActive, wanted, onChoose, onToggle }: TreeRowProps) {
  const key = rows.keyOf(row)
  const value = rows.valueOf(row)
  const owner = rows.ownerOf(row)
  const isOpen = rows.isOpen(row)
  const canOpen = isContainer(value) && sizeOf(value) > 0
  const indent = Math.min(rows.depthOf(row), MAX_STEPS) * STEP_PX
  return (
    <div
      id={id}
      role="treeitem"
      className={isActive ? 'tree-row tree-active' : 'tree-row'}
      style={{ transform: `translateY(${topPx}px)`, paddingInlineStart: indent + 4 }}
      aria-level={rows.depthOf(row) + 1}
      aria-selected={isActive}
      aria-expanded={canOpen ? isOpen : undefined}
      aria-setsize={owner ? sizeOf(owner) : 1}
      aria-posinset={positionIn(owner, key)}
      onClick={() => (canOpen ? onToggle(row) : onChoose(row))}
    >
      <span className="tree-twist">{canOpen && <Icon name={isOpen ? 'down' : 'right'} />}</span>
      {key !== undefined && (
        <span className={isList(owner) ? 'tree-key faint' : 'tree-key'}>
          <Marked text={String(key)} wanted={typeof key === 'string' ? wanted : ''} />:{' '}
        </span>
      )}
      <Value value={value} wanted={wanted} isOpen={isOpen} />
    </div>
  )
}

interface ValueProps {
  readonly value: unknown
  readonly wanted: string
  readonly isOpen: boolean
}

function Value({ value, wanted, isOpen }: ValueProps) {
  if (isContainer(value))
    return (
      <span className="tree-value faint">
        {briefOf(value)} {!isOpen && previewOf(value)}
      </span>
    )
  const kind = value === null ? 'null' : typeof value
  return (
    <span className={`tree-value tree-${kind}`}>
      <Marked text={shown(value)} wanted={wanted} />
    </span>
  )
}

function shown(value: unknown): string {
  if (typeof value !== 'string') return scalarText(value)
  return value.length > SHOWN_CHARS
    ? `${JSON.stringify(value.slice(0, SHOWN_CHARS)).slice(0, -1)}…`
    : JSON.stringify(value)
}

function Marked({ text, wanted }: { readonly text: string; readonly wanted: string }) {
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase())
  if (at < 0) return text
  const end = at + wanted.length
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  )
}

function positionIn(owner: Container | undefined, key: Key | undefined): number {
  if (owner === undefined || key === undefined) return 1
  return isList(owner) ? Number(key) + 1 : namesOf(owner).indexOf(String(key)) + 1
}
