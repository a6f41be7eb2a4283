import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { operationQuery, operationsQuery } from '../../api/queries.ts'
import type { OperationLine } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Empty, Loaded } from '../../kit/states.tsx'
import { loadable } from '../../kit/loadable.tsx'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import { Tabs } from '../../kit/tabs.tsx'
import { OperationList } from './operation-list.tsx'
import { PaneSeparator } from './pane-separator.tsx'
import './studio.css'

const OperationPanel = loadable(async () => (await import('./operation-panel.tsx')).OperationPanel)
const HistoryList = loadable(async () => (await import('./history-list.tsx')).HistoryList)
const SavedList = loadable(async () => (await import('./saved-list.tsx')).SavedList)

type Side = 'operations' | 'saved' | 'history'

interface StudioProps {
  readonly connector: string | undefined
  readonly operationId: string | undefined
}

/** Pick, fill in, send, read: three panes side by side, one at a time on a phone. */
export function Studio({ connector, operationId }: StudioProps) {
  const operations = useQuery(operationsQuery)
  const isOpen = connector !== undefined && operationId !== undefined
  return (
    <div className={isOpen ? 'studio studio-open' : 'studio'}>
      <ScreenTitle isHidden>{t('nav.studio')}</ScreenTitle>
      <section className="studio-side" aria-label={t('studio.pick')}>
        <Loaded query={operations}>
          {(all) => (
            <SidePane
              operations={all}
              selected={all.find((each) => each.connector === connector && each.operationId === operationId)}
            />
          )}
        </Loaded>
      </section>
      <PaneSeparator pane="side" />
      {isOpen ? (
        <Operation key={`${connector}/${operationId}`} connector={connector} operationId={operationId} />
      ) : (
        <section className="studio-welcome">
          <Empty title={t('studio.welcome')}>
            <p>{t('studio.welcomeHelp')}</p>
          </Empty>
        </section>
      )}
    </div>
  )
}

interface SidePaneProps {
  readonly operations: readonly OperationLine[]
  readonly selected: OperationLine | undefined
}

function SidePane({ operations, selected }: SidePaneProps) {
  const [side, setSide] = useState<Side>('operations')
  const tabs = (['operations', 'saved', 'history'] as const).map((id) => ({ id, label: t(`studio.${id}`) }))
  return (
    <Tabs label={t('studio.pick')} tabs={tabs} chosen={side} onChoose={setSide} className="side-tabs">
      {side === 'operations' && <OperationList operations={operations} selected={selected} />}
      {side === 'saved' && <SavedList />}
      {side === 'history' && <HistoryList />}
    </Tabs>
  )
}

function Operation({ connector, operationId }: { readonly connector: string; readonly operationId: string }) {
  const operation = useQuery(operationQuery(connector, operationId))
  return <Loaded query={operation}>{(detail) => <OperationPanel operation={detail} />}</Loaded>
}
