import { useMemo, type KeyboardEvent } from 'react'
import type { OperationLine } from '../../../../api/types.ts'
import { t } from '../../../../i18n/index.ts'
import { CopyButton } from '../../../../kit/copy-button.tsx'
import { useRowWindow } from '../use-row-window.ts'
import { useSliced } from '../use-sliced.ts'
import { prettyBlocks } from './pretty.ts'
import { blocksOf, TextRows } from './text-rows.ts'
import { textOf } from './whole-text.ts'

const ROW_PX = 20

/** The text as it came, or a value that is to be written as one. */
export type RawSource =
  | { readonly text: string; readonly isJson: boolean }
  | { readonly value: unknown; readonly isJson: true }

interface RawProps {
  readonly operation: OperationLine
  readonly source: RawSource
}

/** A text of any length; of its lines only those in view are in the page. */
export function Raw({ operation, source }: RawProps) {
  const { rows, start } = useMemo(() => newRows(source), [source])
  const { isBusy } = useSliced(start)
  const view = useRowWindow({ count: rows.count, rowPx: ROW_PX })
  const wholeText = async (): Promise<string> => ('text' in source ? source.text : textOf(source.value))

  async function download(): Promise<void> {
    const { fileNameOf, saveFile } = await import('../download/save.ts')
    const [extension, type] = source.isJson ? ['json', 'application/json'] : ['txt', 'text/plain']
    saveFile(new Blob([await wholeText()], { type }), fileNameOf(operation, extension))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const px = stepsOf(view.pageRows * ROW_PX)[event.key]
    if (px === undefined) return
    event.preventDefault()
    view.scrollBy(px)
  }

  return (
    <div className="answer-view">
      <div className="row">
        <CopyButton text={wholeText} />
        <button type="button" onClick={() => void download()}>
          {t('answer.raw.download')}
        </button>
        <span className="help">
          {isBusy ? t('state.loading') : t('answer.raw.lines', { count: rows.count })}
        </span>
      </div>
      <div
        ref={view.ref}
        className="answer-scroll answer-raw"
        role="group"
        aria-label={t('answer.tab.raw')}
        aria-busy={isBusy}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className="answer-rows" style={{ height: view.heightPx }}>
          {view.rows.map((row) => (
            <div key={row} className="raw-row" style={{ transform: `translateY(${view.topOf(row)}px)` }}>
              {rows.row(row)}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

function newRows(source: RawSource) {
  const rows = new TextRows()
  return {
    rows,
    start: () => rows.fill('text' in source ? blocksOf(source.text) : prettyBlocks(source.value)),
  }
}

/** As the browser's own keys, but by rows where the scroll bar is scaled. */
function stepsOf(pagePx: number): Readonly<Record<string, number>> {
  return {
    ArrowDown: ROW_PX,
    ArrowUp: -ROW_PX,
    PageDown: pagePx,
    PageUp: -pagePx,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }
}
