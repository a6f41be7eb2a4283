import { Link } from 'wouter'
import { useList } from '../../../api/queries.ts'
import { MAIL_STATUSES, type MailLine } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { ListMore } from '../../../kit/list-more.tsx'
import { useSearchParts } from '../../../kit/search-parts.ts'
import { Choice } from '../../../kit/choice.tsx'
import { MailDrawer } from './mail-drawer.tsx'
import { MailTable } from './mail-table.tsx'
import { NoMailServer } from './no-mail-server.tsx'

/** Mails that wait, were sent, or could not be. */
export function Outbox() {
  const [search, change] = useSearchParts()
  const status = MAIL_STATUSES.find((known) => known === search.get('status'))
  const mails = useList<MailLine>('outbox', '/api/outbox', { status })
  const opened = search.get('mail')
  return (
    <>
      <div className="filter-bar">
        <Choice
          label={t('time.filter.status')}
          all={t('time.filter.anyStatus')}
          value={status}
          options={MAIL_STATUSES.map((each) => [each, t(`outbox.status.${each}`)])}
          onChoose={(next) => change({ status: next })}
        />
        <p className="help grow">{t('outbox.help')}</p>
      </div>
      <NoMailServer />
      <Loaded query={{ ...mails, data: mails.items }}>
        {(items) =>
          items.length === 0 ? (
            <NoMails isFiltered={status !== undefined} />
          ) : (
            <div className="card card-table-box" aria-busy={mails.isPlaceholderData}>
              <MailTable mails={items} />
            </div>
          )
        }
      </Loaded>
      <ListMore list={mails} />
      {opened !== null && <MailDrawer key={opened} id={opened} onClose={() => change({ mail: undefined })} />}
    </>
  )
}

function NoMails({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <Empty title={t('outbox.empty.found')}>
        <Link href="/time/outbox" className="button">
          {t('outbox.empty.all')}
        </Link>
      </Empty>
    )
  return (
    <Empty title={t('outbox.empty')}>
      <p>{t('outbox.emptyHelp')}</p>
      <Link href="/time/settings" className="button">
        {t('outbox.toSettings')}
      </Link>
    </Empty>
  )
}
