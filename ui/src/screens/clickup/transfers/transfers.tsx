import { Link, useParams } from 'wouter'
import { TRANSFER_STATUSES, type Transfer } from '../../../api/transfer-types.ts'
import { useList } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { Choice } from '../../../kit/choice.tsx'
import { ListMore } from '../../../kit/list-more.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { useWatch } from '../../../kit/use-watch.ts'
import { TransferPage } from './transfer-page.tsx'
import { TransferTable } from './transfer-table.tsx'
import { isMoving } from './transfer-words.tsx'

const WATCH_MS = 1_500

/** Tasks on their way to becoming applicants: all of them, or the one that the address names. */
export function Transfers() {
  const { id } = useParams<{ id?: string }>()
  return id === undefined ? <TransferList /> : <TransferPage key={id} id={id} />
}

function TransferList() {
  const [search, change] = useSearchParts()
  const status = TRANSFER_STATUSES.find((known) => known === search.get('status'))
  const transfers = useList<Transfer>('clickup-transfers', '/api/clickup/transfers', { status })
  const isGoing = transfers.items?.some(isMoving) ?? false
  useWatch(isGoing ? WATCH_MS : undefined, () => void transfers.refetch())
  return (
    <>
      <div className="filter-bar">
        <Choice
          label={t('transfers.column.status')}
          all={t('transfers.anyStatus')}
          value={status}
          options={TRANSFER_STATUSES.map((each) => [each, t(`transfers.status.${each}`)])}
          onChoose={(next) => change({ status: next })}
        />
        <p className="help grow">{t('transfers.help')}</p>
      </div>
      <Loaded query={{ ...transfers, data: transfers.items }}>
        {(items) =>
          items.length === 0 ? (
            <NoTransfers isFiltered={status !== undefined} />
          ) : (
            <div className="card card-table-box" aria-busy={transfers.isPlaceholderData}>
              <TransferTable transfers={items} />
            </div>
          )
        }
      </Loaded>
      <ListMore list={transfers} />
    </>
  )
}

function NoTransfers({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <Empty title={t('transfers.empty.found')}>
        <Link href="/clickup/transfers" className="button">
          {t('transfers.empty.all')}
        </Link>
      </Empty>
    )
  return (
    <Empty title={t('transfers.empty')}>
      <p>{t('transfers.emptyHelp')}</p>
      <Link href="/clickup" className="button">
        {t('transfers.empty.toTasks')}
      </Link>
    </Empty>
  )
}
