import { useEffect, useId, useLayoutEffect, useMemo, useReducer, useState, type KeyboardEvent } from 'react'
import { t } from '../../../../i18n/index.ts'
import { CopyButton } from '../../../../kit/copy-button.tsx'
import { isContainer, pointerOf, scalarText, type Key } from '../json.ts'
import { textOf } from '../raw/whole-text.ts'
import { useRowWindow } from '../use-row-window.ts'
import { useSliced } from '../use-sliced.ts'
import { OpenRows } from './open-rows.ts'
import { TreeRow } from './tree-row.tsx'
import { TreeSearch } from './tree-search.tsx'
import { stepOf } from './tree-keys.ts'

const ROW_PX = 28
const SHOWN_CHARS = 20_000

interface JsonTreeProps {
  readonly value: unknown
  readonly label: string
  /** What is open, if it is to outlive this view. */
  readonly openRows?: OpenRows
  /** A place to be opened and chosen; another list opens it again. */
  readonly place?: readonly Key[] | undefined
}

/** A JSON value of any size as a tree; of its rows only those in view are in the page. */
export function JsonTree({ value, label, openRows, place }: JsonTreeProps) {
  const id = useId()
  const tree = useTree(value, openRows)
  const { rows, active, choose, reveal } = tree
  const [wanted, setWanted] = useState('')
  const view = useRowWindow({ count: rows.count, rowPx: ROW_PX })
  const { scrollTo } = view
  useEffect(() => {
    if (place) reveal(place)
  }, [place, reveal])
  // Only what moved the choice scrolls to it, not every drawing.
  useLayoutEffect(() => scrollTo(active), [active, tree.moves])

  function onKeyDown(event: KeyboardEvent): void {
    const step = stepOf(event.key, { rows, active, pageRows: view.pageRows })
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (step === 'toggle') tree.toggle(active)
    else choose(step)
  }

  return (
    <div className="json-tree">
      <div className="row">
        <TreeSearch value={value} text={wanted} onText={setWanted} onHit={reveal} isReady={!tree.isOpening} />
        <button type="button" onClick={tree.openAll} disabled={tree.isOpening}>
          {t('answer.tree.openAll')}
        </button>
        <button type="button" onClick={tree.closeAll}>
          {t('answer.tree.closeAll')}
        </button>
      </div>
      <div
        ref={view.ref}
        className="answer-scroll"
        role="tree"
        aria-label={label}
        aria-busy={tree.isOpening}
        aria-activedescendant={view.rows.includes(active) ? `${id}-${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className="answer-rows" role="presentation" style={{ height: view.heightPx }}>
          {view.rows.map((row) => (
            <TreeRow
              key={row}
              id={`${id}-${row}`}
              rows={rows}
              row={row}
              topPx={view.topOf(row)}
              isActive={row === active}
              wanted={wanted}
              onChoose={choose}
              onToggle={tree.toggle}
            />
          ))}
        </div>
      </div>
      <ChosenPlace tree={tree} />
    </div>
  )
}

type Tree = ReturnType<typeof useTree>

function useTree(value: unknown, kept: OpenRows | undefined) {
  const rows = useMemo(() => {
    const made = kept ?? new OpenRows(value)
    // The view that was opening everything went away before it was done.
    if (made.isOpening) made.closeAll()
    return made
  }, [kept, value])
  const [active, setActive] = useState(0)
  const [moves, move] = useReducer((count: number) => count + 1, 0)
  const [opening, setOpening] = useState<() => Generator<void, void>>()
  const isOpening = useSliced(opening).isBusy

  const actions = useMemo(() => {
    const choose = (row: number): void => {
      setActive(row)
      move()
    }
    return {
      choose,
      toggle: (row: number): void => {
        if (!rows.isOpening) rows.toggle(row)
        choose(row)
      },
      reveal: (path: readonly Key[]): void => {
        const row = rows.isOpening ? undefined : rows.reveal(path)
        if (row !== undefined) choose(row)
      },
      openAll: (): void => {
        setOpening(() => () => rows.openAll())
        choose(0)
      },
      closeAll: (): void => {
        setOpening(undefined)
        rows.closeAll()
        choose(0)
      },
    }
  }, [rows])
  return { ...actions, rows, active: Math.min(active, rows.count - 1), moves, isOpening }
}

/** Where the chosen row is, its text in full, and both to be taken away. */
function ChosenPlace({ tree: { rows, active, moves } }: { readonly tree: Tree }) {
  const path = useMemo(() => pointerOf(rows.pathOf(active)), [rows, active, moves])
  const value = rows.valueOf(active)
  const isLong = typeof value === 'string' && (value.length > 60 || value.includes('\n'))
  return (
    <div className="stack stack-tight">
      <div className="row between">
        <code className="answer-path grow">{path === '' ? t('answer.tree.root') : path}</code>
        <div className="row answer-tight">
          <CopyButton text={path} label={t('answer.tree.copyPath')} />
          <CopyButton
            text={async () => (isContainer(value) ? textOf(value) : scalarText(value))}
            label={t('answer.tree.copyValue')}
          />
        </div>
      </div>
      {isLong && (
        <pre className="answer-long" tabIndex={0} aria-label={t('answer.tree.fullText')}>
          {value.slice(0, SHOWN_CHARS)}
          {value.length > SHOWN_CHARS && '…'}
        </pre>
      )}
    </div>
  )
}
