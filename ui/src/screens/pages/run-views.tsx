import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { useSearchParts } from '../../kit/search-parts.ts'
import { Tabs } from '../../kit/tabs.tsx'
import type { LogLine } from './log-line.ts'
import { LogView } from './log-view.tsx'

interface RunViewsProps {
  /** Made only when somebody reads it. */
  readonly log: () => { readonly lines: readonly LogLine[]; readonly table: readonly (readonly string[])[] }
  /** Of the files that the log is taken along in. */
  readonly name: string
  /** What has become of everything. */
  readonly children: ReactNode
}

const VIEWS = ['results', 'log'] as const

/** A run by its results, or as a story. */
export function RunViews({ log, name, children }: RunViewsProps) {
  const [search, change] = useSearchParts()
  const view = VIEWS.find((known) => known === search.get('view')) ?? 'results'
  return (
    <Tabs
      label={t('pages.views')}
      tabs={VIEWS.map((each) => ({ id: each, label: t(`pages.tab.${each}`) }))}
      chosen={view}
      onChoose={(next) => change({ view: next === 'results' ? undefined : next }, { replace: true })}
      className="run-views"
    >
      {view === 'results' ? children : <LogView {...log()} name={name} />}
    </Tabs>
  )
}
