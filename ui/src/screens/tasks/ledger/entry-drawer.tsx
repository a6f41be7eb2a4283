import { useQuery } from '@tanstack/react-query'
import { Problem } from '../../../api/client.ts'
import type { LedgerDetail } from '../../../api/upsert-types.ts'
import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { entryQuery } from '../tasks-queries.ts'
import { EntryActions } from './entry-actions.tsx'
import { EntryEvents } from './entry-events.tsx'
import { EntryFacts } from './entry-facts.tsx'
import { stateOf } from './entry-state.ts'

interface EntryDrawerProps {
  readonly id: string
  readonly onClose: () => void
}

/** One pushed task: what is wanted, what became of it, and what can be done. */
export function EntryDrawer({ id, onClose }: EntryDrawerProps) {
  const found = useQuery(entryQuery(id))
  const { data } = found
  const isMissing = found.error instanceof Problem && [404, 422].includes(found.error.status)
  return (
    <Dialog
      isDrawer
      title={data?.title ?? t('upserts.entry')}
      onClose={onClose}
      actions={
        data?.url && (
          <a className="button" href={data.url} target="_blank" rel="noreferrer">
            {t('clickup.task.open')}
          </a>
        )
      }
    >
      {isMissing ? (
        <p className="notice notice-warn">{t('upserts.missing')}</p>
      ) : (
        <Loaded query={found}>{(entry) => <Details entry={entry} />}</Loaded>
      )}
    </Dialog>
  )
}

function Details({ entry }: { readonly entry: LedgerDetail }) {
  const { description, events } = entry
  return (
    <>
      <EntryFacts entry={entry} />
      <div className="stack" role="status">
        <Troubles entry={entry} />
      </div>
      <EntryActions entry={entry} />
      <section className="stack stack-tight" aria-labelledby="entry-description">
        <h3 id="entry-description">{t('clickup.task.description')}</h3>
        {description === null || description.trim() === '' ? (
          <p className="faint">{t('clickup.task.noDescription')}</p>
        ) : (
          <p className="said">{description}</p>
        )}
      </section>
      <EntryEvents events={events} />
    </>
  )
}

/** What went wrong, with what to do about it; the server says both. */
function Troubles({ entry }: { readonly entry: LedgerDetail }) {
  const { error, message, notes, status } = entry
  const state = stateOf(entry)
  return (
    <>
      {error !== null && (
        <p className={status === 'failed' ? 'notice notice-bad' : 'notice notice-warn'}>{error}</p>
      )}
      {state === 'looked-for' && <p className="notice notice-warn">{t('upserts.lookedForHelp')}</p>}
      {state === 'gone' && <p className="notice notice-warn">{t('upserts.goneHelp')}</p>}
      {message !== null && message.error !== null && (
        <div className="notice notice-warn">
          <strong>{t('upserts.column.message')}</strong>
          <p>{message.error}</p>
        </div>
      )}
      {message?.status === 'unknown' && <p className="help">{t('upserts.unknownHelp')}</p>}
      {notes.length > 0 && (
        <section className="notice" aria-labelledby="entry-notes">
          <h3 id="entry-notes">{t('upserts.notes')}</h3>
          <ul className="notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
