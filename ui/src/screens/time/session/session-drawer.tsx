import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { Loaded } from '../../../kit/states.tsx'
import { FlagChips, StatusChip } from '../session-words.tsx'
import { sessionQuery } from '../time-queries.ts'
import { spanText, zoneOf } from '../time-text.ts'
import { AddNote } from './add-note.tsx'
import { Decide } from './decide.tsx'
import { DeleteSession } from './delete-session.tsx'
import { EditSession } from './edit-session.tsx'
import { History } from './history.tsx'
import { mayChange } from './may-change.ts'
import { SessionFacts } from './session-facts.tsx'

interface SessionDrawerProps {
  readonly id: string
  readonly onClose: () => void
}

/** One session with its history, and what can be done with it. */
export function SessionDrawer({ id, onClose }: SessionDrawerProps) {
  const session = useQuery(sessionQuery(id))
  const viewer = useSession()
  const [doing, setDoing] = useState<'edit' | 'delete'>()
  // 422: what stands in the address can be no session's id.
  const isGone = session.error instanceof Problem && [404, 422].includes(session.error.status)
  const { data } = session
  const isMine = data !== undefined && mayChange(viewer, data)
  return (
    <>
      <Dialog
        isDrawer
        title={data ? `${data.person.name}: ${spanText(data)}` : t('time.session')}
        onClose={onClose}
        actions={
          isMine && (
            <>
              <button type="button" className="danger" onClick={() => setDoing('delete')}>
                {t('time.delete')}
              </button>
              <button type="button" className="primary" onClick={() => setDoing('edit')}>
                {t('time.edit')}
              </button>
            </>
          )
        }
      >
        {isGone ? (
          <p className="notice notice-warn">{t('time.session.gone')}</p>
        ) : (
          <Loaded query={session}>{(found) => <Details session={found} />}</Loaded>
        )}
      </Dialog>
      {data && doing === 'edit' && <EditSession session={data} onClose={() => setDoing(undefined)} />}
      {data && doing === 'delete' && <DeleteSession session={data} onClose={() => setDoing(undefined)} />}
    </>
  )
}

function Details({ session }: { readonly session: TimeSession }) {
  const viewer = useSession()
  const { role } = viewer.actor
  return (
    <>
      <div className="chips">
        <StatusChip status={session.status} />
        <FlagChips session={session} />
      </div>
      {session.flags.map((flag) => (
        <p key={flag} className="notice notice-warn">
          {t(`time.flagHelp.${flag}`)}
        </p>
      ))}
      <SessionFacts session={session} />
      {session.status === 'under-review' && <Decide session={session} mayDecide={role === 'admin'} />}
      {!mayChange(viewer, session) && <p className="help">{whyNot(session.status, role)}</p>}
      <History sessionId={session.id} zone={zoneOf(session)} />
      {role !== 'reader' && <AddNote sessionId={session.id} />}
    </>
  )
}

function whyNot(status: TimeSession['status'], role: string): string {
  if (status === 'deleted') return t('time.fixed.deleted')
  return role === 'reader' ? t('time.fixed.reader') : t('time.fixed.others')
}
