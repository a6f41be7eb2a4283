import { useMemo, useState } from 'react'
import type { CallAnswer, OperationDetail } from '../../../api/types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty } from '../../../kit/states.tsx'
import { Tabs } from '../../../kit/tabs.tsx'
import { bodyOf, type Body } from './body.ts'
import { useChoices, type Choices, type TabId } from './choices.ts'
import { Differences } from './differences.tsx'
import { FileView } from './file-view.tsx'
import type { Key } from './json.ts'
import { Pairs } from './pairs.tsx'
import { Raw, type RawSource } from './raw/raw.tsx'
import { Request } from './request.tsx'
import { StatusLine } from './status-line.tsx'
import { AnswerTable } from './table/answer-table.tsx'
import { findRows, type FoundRows } from './table/find-rows.ts'
import { Timing } from './timing.tsx'
import { JsonTree } from './tree/json-tree.tsx'
import { OpenRows } from './tree/open-rows.ts'
import './answer.css'

interface AnswerProps {
  readonly answer: CallAnswer
  readonly operation: OperationDetail
}

/** What the other side answered, seen in the ways that fit it. */
export function Answer({ answer, operation }: AnswerProps) {
  const [choices, choose] = useChoices(operation)
  const [place, setPlace] = useState<readonly Key[]>()
  const seen = useMemo(() => seenAs(answer), [answer])
  const tabs = tabsFor(seen)
  const chosen = tabs.find((id) => id === choices.tab) ?? defaultTab(seen, tabs)
  return (
    <div className="answer">
      <StatusLine answer={answer} />
      <Differences
        body={answer.body}
        differences={answer.violations}
        onShow={(found) => {
          setPlace([...found])
          choose({ tab: 'tree' })
        }}
      />
      <Tabs
        label={t('answer.views')}
        tabs={tabs.map((id) => ({ id, label: t(`answer.tab.${id}`) }))}
        chosen={chosen}
        onChoose={(tab) => {
          setPlace(undefined)
          choose({ tab })
        }}
        className="answer-tabs"
      >
        <View
          tab={chosen}
          answer={answer}
          operation={operation}
          seen={seen}
          place={place}
          choices={choices}
          onChoose={choose}
        />
      </Tabs>
    </div>
  )
}

interface Seen {
  readonly body: Body
  readonly found: FoundRows | undefined
  /** What is open in the tree stays so while other views are looked at. */
  readonly openRows: () => OpenRows
  readonly raw: RawSource | undefined
}

function seenAs({ body: value, bodyText }: CallAnswer): Seen {
  const body = bodyOf(value)
  let openRows: OpenRows | undefined
  return {
    body,
    found: body.kind === 'json' ? findRows(value) : undefined,
    openRows: () => (openRows ??= new OpenRows(value)),
    raw: rawOf(body, bodyText),
  }
}

function rawOf(body: Body, bodyText: string | null): RawSource | undefined {
  if (bodyText !== null) return { text: bodyText, isJson: true }
  switch (body.kind) {
    case 'text':
      return { text: body.text, isJson: false }
    case 'cut':
      return { text: body.beginning, isJson: false }
    case 'json':
      return { value: body.value, isJson: true }
    default:
      return undefined
  }
}

function tabsFor({ body, found }: Seen): readonly TabId[] {
  const ofBody: readonly TabId[] =
    body.kind === 'json' ? ['tree', 'raw'] : body.kind === 'file' ? ['file'] : ['raw']
  return [...(found ? (['table'] as const) : []), ...ofBody, 'headers', 'timing', 'request']
}

function defaultTab({ found }: Seen, tabs: readonly TabId[]): TabId {
  const first = found && !found.isAll ? tabs[1] : tabs[0]
  return first ?? 'headers'
}

interface ViewProps extends AnswerProps {
  readonly tab: TabId
  readonly seen: Seen
  readonly place: readonly Key[] | undefined
  readonly choices: Choices
  readonly onChoose: (change: Partial<Choices>) => void
}

function View({ tab, answer, operation, seen, place, choices, onChoose }: ViewProps) {
  switch (tab) {
    case 'table':
      return seen.found ? (
        <AnswerTable operation={operation} rows={seen.found.rows} choices={choices} onChoose={onChoose} />
      ) : null
    case 'tree':
      return (
        <JsonTree value={answer.body} label={t('answer.tab.tree')} openRows={seen.openRows()} place={place} />
      )
    case 'raw':
      return <RawView operation={operation} seen={seen} />
    case 'file':
      return seen.body.kind === 'file' ? <FileView operation={operation} file={seen.body.file} /> : null
    case 'headers':
      return <Pairs pairs={Object.entries(answer.headers)} />
    case 'timing':
      return <Timing answer={answer} />
    default:
      return <Request request={answer.request} />
  }
}

function RawView({ operation, seen: { body, raw } }: Pick<ViewProps, 'operation' | 'seen'>) {
  if (!raw) return <Empty title={t('answer.noBody')} />
  return (
    <>
      {body.kind === 'cut' && (
        <p className="notice">{t('answer.cut', { kept: body.beginning.length, all: body.characters })}</p>
      )}
      <Raw operation={operation} source={raw} />
    </>
  )
}
