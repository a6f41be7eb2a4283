import { BYTE_ORDER_MARK, csvLine } from '../../kit/csv.ts'
import { t } from '../../i18n/index.ts'
import { saveFile } from '../../kit/save-file.ts'
import type { LogLine } from './log-line.ts'

interface LogViewProps {
  readonly lines: readonly LogLine[]
  /** A line for each result, below the names of its columns. */
  readonly table: readonly (readonly string[])[]
  /** Of the files, without what follows the dot. */
  readonly name: string
}

const MOST_LINES = 1_000

/** The story of a run in sentences, to be read here or taken along. */
export function LogView({ lines, table, name }: LogViewProps) {
  return (
    <div className="stack">
      <div className="row">
        <button type="button" onClick={() => saveFile(textFile(lines), `${name}.txt`)}>
          {t('pages.log.text')}
        </button>
        <button type="button" onClick={() => saveFile(csvFile(table), `${name}.csv`)}>
          {t('pages.log.csv')}
        </button>
      </div>
      <ol className="plain-list log" aria-label={t('pages.tab.log')}>
        {lines.slice(0, MOST_LINES).map(({ text, depth }, index) => (
          <li key={index} className={`log-${depth}`}>
            {text}
          </li>
        ))}
      </ol>
      {lines.length > MOST_LINES && (
        <p className="help">{t('pages.log.more', { count: lines.length - MOST_LINES })}</p>
      )}
    </div>
  )
}

function textFile(lines: readonly LogLine[]): Blob {
  const text = lines.map((line) => `${'  '.repeat(line.depth)}${line.text}\n`)
  return new Blob(text, { type: 'text/plain;charset=utf-8' })
}

function csvFile(table: readonly (readonly string[])[]): Blob {
  return new Blob([BYTE_ORDER_MARK, ...table.map(csvLine)], { type: 'text/csv;charset=utf-8' })
}
