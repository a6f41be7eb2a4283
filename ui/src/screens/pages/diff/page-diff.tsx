import { useMemo, useState } from 'react'
import { t } from '../../../i18n/index.ts'
import { diffBlocks } from './diff-blocks.ts'
import { diffRows, type DiffRow } from './diff-rows.ts'

interface PageDiffProps {
  readonly before: string
  readonly after: string
}

const ROWS_AT_ONCE = 400
// A page may hold a picture or a table as one line.
const LONGEST_LINE = 2_000

/** What a page held and holds now, line by line; what has not changed is folded. */
export function PageDiff({ before, after }: PageDiffProps) {
  const { blocks, isRough } = useMemo(() => diffBlocks(before, after), [before, after])
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const [most, setMost] = useState(ROWS_AT_ONCE)
  const rows = useMemo(() => diffRows(blocks, opened), [blocks, opened])
  if (before === after) return <p className="help">{t('pages.diff.same')}</p>
  return (
    <div className="stack stack-tight">
      {isRough && <p className="help">{t('pages.diff.rough')}</p>}
      <ol className="diff" aria-label={t('pages.diff')}>
        {rows.slice(0, most).map((row, index) => (
          <Row key={index} row={row} onOpen={(block) => setOpened(new Set([...opened, block]))} />
        ))}
      </ol>
      {rows.length > most && (
        <button type="button" onClick={() => setMost(most + ROWS_AT_ONCE)}>
          {t('pages.diff.more', { count: rows.length - most })}
        </button>
      )}
    </div>
  )
}

function Row({ row, onOpen }: { readonly row: DiffRow; readonly onOpen: (block: number) => void }) {
  if (row.kind === 'folded')
    return (
      <li className="diff-folded">
        <button type="button" className="plain" onClick={() => onOpen(row.block)}>
          {t('pages.diff.folded', { count: row.count })}
        </button>
      </li>
    )
  const text = row.text.length > LONGEST_LINE ? `${row.text.slice(0, LONGEST_LINE)} …` : row.text
  if (row.kind === 'same')
    return (
      <li className="diff-line">
        <span aria-hidden="true" />
        <span>{text}</span>
      </li>
    )
  const Mark = row.kind === 'added' ? 'ins' : 'del'
  return (
    <li className={`diff-line diff-${row.kind}`}>
      <span aria-hidden="true">{row.kind === 'added' ? '+' : '−'}</span>
      <span>
        <span className="hidden-text">{t(`pages.diff.${row.kind}`)} </span>
        <Mark>{text}</Mark>
      </span>
    </li>
  )
}
