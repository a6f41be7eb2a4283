import { useEffect, useMemo, useState, type KeyboardEvent } from 'react'
import { t } from '../../../../i18n/index.ts'
import { Icon } from '../../../../kit/icon.tsx'
import type { Key } from '../json.ts'
import { useSliced } from '../use-sliced.ts'
import { searchTree, type Hits } from './search-tree.ts'

interface TreeSearchProps {
  readonly value: unknown
  readonly text: string
  readonly onText: (text: string) => void
  readonly onHit: (path: readonly Key[]) => void
  /** The tree can go to a hit now. */
  readonly isReady: boolean
}

/** Finds names and texts, and walks from hit to hit; the first is shown as soon as it is found. */
export function TreeSearch({ value, text, onText, onHit, isReady }: TreeSearchProps) {
  const [at, setAt] = useState(0)
  const { hits, start } = useMemo(() => newSearch(value, text), [value, text])
  const { isBusy } = useSliced(start)
  const count = hits.paths.length
  const path = hits.paths[at]
  useEffect(() => {
    if (path && isReady) onHit(path)
  }, [path, isReady, onHit])

  function walk(step: number): void {
    if (count > 0) setAt((at + step + count) % count)
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return
    event.preventDefault()
    walk(event.shiftKey ? -1 : 1)
  }
  return (
    <search className="row answer-tight grow">
      <input
        type="search"
        className="grow"
        aria-label={t('answer.tree.search')}
        placeholder={t('answer.tree.search')}
        value={text}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setAt(0)
          onText(event.target.value)
        }}
      />
      <span className="help" role="status">
        {text !== '' && hitsText({ at, count, isBusy, isCut: hits.isCut })}
      </span>
      <StepButton label={t('answer.tree.previous')} icon="up" isOff={count === 0} onClick={() => walk(-1)} />
      <StepButton label={t('answer.tree.next')} icon="down" isOff={count === 0} onClick={() => walk(1)} />
    </search>
  )
}

interface StepButtonProps {
  readonly label: string
  readonly icon: 'up' | 'down'
  readonly isOff: boolean
  readonly onClick: () => void
}

function StepButton({ label, icon, isOff, onClick }: StepButtonProps) {
  return (
    <button type="button" className="icon-button" aria-label={label} disabled={isOff} onClick={onClick}>
      <Icon name={icon} />
    </button>
  )
}

function newSearch(value: unknown, text: string) {
  const hits: Hits = { paths: [], isCut: false }
  return { hits, start: text === '' ? undefined : () => searchTree(value, text, hits) }
}

interface HitsText {
  readonly at: number
  readonly count: number
  readonly isBusy: boolean
  readonly isCut: boolean
}

function hitsText({ at, count, isBusy, isCut }: HitsText): string {
  if (count === 0) return isBusy ? t('answer.tree.searching') : t('answer.tree.noHit')
  const more = isBusy || isCut ? '+' : ''
  return t('answer.tree.hit', { at: at + 1, count }) + more
}
